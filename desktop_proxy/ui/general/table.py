"""The settings of the General page that need nothing but a control: a row each. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_proxy.ui.translation import QT_TRANSLATE_NOOP


@dataclass(frozen=True, slots=True)
class Switch:
    """On or off."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number within limits; `unit` stands behind it."""

    low: float
    high: float
    unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """Values and the words for them."""

    rows: tuple[tuple[str, str], ...]


Control = Switch | Number | Choices


@dataclass(frozen=True, slots=True)
class Row:
    """One setting; the texts are translated in the context "General" when it is shown."""

    dotted: str
    caption: str
    explanation: str
    control: Control = Switch()


_SECONDS = Number(1, 3600, "s", 1)

START: tuple[Row, ...] = (
    Row(
        "app.start_proxy",
        QT_TRANSLATE_NOOP("General", "Start the proxy with the app"),
        QT_TRANSLATE_NOOP("General", "Otherwise it waits until you press Start."),
    ),
)

REQUEST_LOG: tuple[Row, ...] = (
    Row(
        "request_log.enabled",
        QT_TRANSLATE_NOOP("General", "Keep a request log"),
        QT_TRANSLATE_NOOP("General", "Numbers and names only. Prompts and answers are not stored."),
    ),
    Row(
        "request_log.retention_days",
        QT_TRANSLATE_NOOP("General", "Days to keep"),
        QT_TRANSLATE_NOOP("General", "Older requests are deleted automatically."),
        Number(1, 3650),
    ),
    Row(
        "request_log.max_mb",
        QT_TRANSLATE_NOOP("General", "Largest size"),
        QT_TRANSLATE_NOOP("General", "Beyond it the oldest requests are deleted."),
        Number(10, 100_000, "MB"),
    ),
)

NOTIFICATIONS: tuple[Row, ...] = (
    Row("app.notify_stopped", QT_TRANSLATE_NOOP("General", "The proxy stops by itself"), ""),
    Row("app.notify_key_refused", QT_TRANSLATE_NOOP("General", "A provider refuses its key"), ""),
    Row("app.notify_model_retired", QT_TRANSLATE_NOOP("General", "A model is switched off by its provider"), ""),
)

LOOK: tuple[Row, ...] = (
    Row(
        "app.appearance",
        QT_TRANSLATE_NOOP("General", "Appearance"),
        "",
        Choices(
            (
                ("system", QT_TRANSLATE_NOOP("General", "As the system")),
                ("light", QT_TRANSLATE_NOOP("General", "Light")),
                ("dark", QT_TRANSLATE_NOOP("General", "Dark")),
            )
        ),
    ),
    Row(
        "app.language",
        QT_TRANSLATE_NOOP("General", "Language"),
        QT_TRANSLATE_NOOP("General", "Takes effect at the next start."),
        # A language is named in itself, so that who cannot read the window finds it.
        Choices((("system", QT_TRANSLATE_NOOP("General", "As the system")), ("en", "English"), ("de", "Deutsch"))),
    ),
    Row(
        "app.when_closed",
        QT_TRANSLATE_NOOP("General", "When the window is closed"),
        QT_TRANSLATE_NOOP("General", "Only where there is no tray; with one, the app goes on in it."),
        Choices(
            (
                ("ask", QT_TRANSLATE_NOOP("General", "Ask")),
                ("background", QT_TRANSLATE_NOOP("General", "Go on in the background")),
                ("quit", QT_TRANSLATE_NOOP("General", "Quit")),
            )
        ),
    ),
)

PATIENCE: tuple[Row, ...] = (
    Row(
        "upstream.connect_timeout_s",
        QT_TRANSLATE_NOOP("General", "Connecting to a provider"),
        QT_TRANSLATE_NOOP("General", "After this time the attempt counts as failed."),
        _SECONDS,
    ),
    Row(
        "upstream.first_event_timeout_s",
        QT_TRANSLATE_NOOP("General", "Waiting for an answer to begin"),
        QT_TRANSLATE_NOOP("General", "Models that think long need long."),
        _SECONDS,
    ),
    Row(
        "upstream.idle_timeout_s",
        QT_TRANSLATE_NOOP("General", "Silence within an answer"),
        QT_TRANSLATE_NOOP("General", "After this time the answer counts as broken off."),
        _SECONDS,
    ),
    Row(
        "upstream.max_retries",
        QT_TRANSLATE_NOOP("General", "Retries"),
        QT_TRANSLATE_NOOP("General", "Made only before an answer begins, and never after a refusal."),
        Number(0, 5),
    ),
    Row(
        "server.ping_interval_s",
        QT_TRANSLATE_NOOP("General", "Keep-alive to the client"),
        QT_TRANSLATE_NOOP("General", "Sent again and again while the provider is silent."),
        Number(0.1, 60, "s", 1),
    ),
)
