"""Doctor: looks at everything a request depends on and says for each thing that it is well, or what to do.

It changes nothing; only the client token is made where there is none yet, as every command does. The window's button
and `desktop-proxy doctor` show the same findings. A new check is a function in one of the modules here and a row in
`examine.CHECKS`.
"""

from desktop_proxy.doctor.examine import CHECKS, Check, examine
from desktop_proxy.doctor.finding import Finding, Level, Remedy, Where

__all__ = ["CHECKS", "Check", "Finding", "Level", "Remedy", "Where", "examine"]
