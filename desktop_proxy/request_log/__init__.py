"""The history of requests, in SQLite: what was asked, what answered, what it cost and how it ended."""

from desktop_proxy.request_log.reader import Reader, RequestLogError, Totals
from desktop_proxy.request_log.request_log import RequestLog
from desktop_proxy.request_log.retention import Limits
from desktop_proxy.request_log.row import RequestRow

__all__ = ["Limits", "Reader", "RequestLog", "RequestLogError", "RequestRow", "Totals"]
