"""The models offered by `GET /v1/models`.

Claude Code keeps only ids that begin with `claude` or `anthropic`, so ours are listed as `anthropic/provider/model`;
`resolve` understands them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from desktop_proxy.protocol.errors import ApiError
from desktop_proxy.routing.endpoints import ANTHROPIC, endpoint, preferred
from desktop_proxy.routing.resolve import resolve
from desktop_proxy.routing.targets import Target, models_of, with_prefix
from desktop_proxy.settings.model import Settings

CLAUDE_NAMES: tuple[tuple[str, str], ...] = (
    ("claude-fable-5", "Claude Fable"),
    ("claude-opus-4-8", "Claude Opus"),
    ("claude-sonnet-5", "Claude Sonnet"),
    ("claude-haiku-4-5", "Claude Haiku"),
)


def listed_models(settings: Settings, configured: Collection[str] = ()) -> list[tuple[str, str]]:
    """(id, display name), each id once. `configured` are further providers that have a key."""
    models: dict[str, str] = {}
    targets: list[Target] = []
    for name, label in CLAUDE_NAMES:
        try:
            target = resolve(name, settings).target
        except ApiError:
            # Listing is no request: a tier that cannot be answered is left out.
            continue
        targets.append(target)
        models[name] = label if target.provider == ANTHROPIC else f"{label} → {target}"
    for target in (*targets, *_named(settings), *_known(settings, configured)):
        models.setdefault(f"anthropic/{target}" if target.provider != ANTHROPIC else str(target), str(target))
    return list(models.items())


def _named(settings: Settings) -> Iterator[Target]:
    """What the settings themselves speak of."""
    routing = settings.routing
    names = (routing.big_model, routing.small_model, *(rule.target for rule in routing.rules), *routing.fallbacks)
    for name in filter(None, names):
        try:
            yield with_prefix(name, preferred(settings), settings)
        except ApiError:
            continue


def _known(settings: Settings, configured: Collection[str]) -> Iterator[Target]:
    for name in dict.fromkeys((preferred(settings).name, *settings.providers, *configured)):
        try:
            row = endpoint(name, settings)
        except ApiError:
            continue
        yield from (Target(name, model) for model in models_of(row, settings))
