"""Everything a user reads can be translated: no text stands in the sources outside of `tr` and `translate`, and the
tool that collects the texts finds each of them under the context it is asked for at run time.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop_proxy.ui import resources
from tests.ui.translating import update

UI = Path(__file__).parents[2] / "desktop_proxy" / "ui"
SOURCES = sorted(UI.rglob("*.py"))
TRANSLATING = {"tr": 1, "translate": 2, "QT_TRANSLATE_NOOP": 2}
"""With the number of literals that the collecting tool needs."""
NOT_SHOWN = {
    **dict.fromkeys(("run", "spawn"), "names of tasks"),
    **dict.fromkeys(("debug", "info", "warning", "error", "exception", "log", "getLogger"), "the log"),
    **dict.fromkeys(("setObjectName", "setProperty", "property", "restyle", "Template", "setStyle"), "the style"),
    **dict.fromkeys(("QKeySequence", "compile", "TypeVar", "cast"), "keys, patterns, types"),
}
SAME_IN_EVERY_LANGUAGE = {
    *("Desktop Proxy", "Claude", "Claude Code", "Claude Code in VS Code", "Anthropic SDK", "Python"),
    *("Claude Opus", "Claude Sonnet", "Claude Haiku"),
    *("English", "Deutsch"),
    '"Say hello"',
}
"""Names, languages by their own names, and what is typed."""
NOT_FOR_THE_USER = {
    "doctor/report.py": "copied for somebody who helps, in the language of the project",
    "providers/trial.py:details": "copied for somebody who helps",
    "page_check.py": "what the self-test says",
    "motion.py": "what other programs call their settings",
}
"""Files, and functions of files."""
WORDS = re.compile(r"^[^A-Za-z]*[A-Z][a-z]+(?=[ ,;:.…?]|$)|(?:\b[A-Za-z]{2,}\b[,;:]? ){2}[A-Za-z]")
"""A capitalised word at the beginning, or three words. What is shorter is a name in the code."""


TRANSLATIONS = resources.folder() / "translations"
LANGUAGES = {"de": (), "en": ("-pluralonly",)}
"""With what the collecting tool is told; English needs nothing but plurals."""
PLACEHOLDER = re.compile(r"%L?[n\d]")
ADDRESSES_SOMEBODY = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*|Sie|Ihnen|Ihr|Ihre[nmrs]?)\b")
"""German has no neutral "you": it is done without. A "Sie" that begins a sentence can be said otherwise as well."""


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def asks_for_a_translation(node: ast.AST) -> bool:
    """Not `str.translate` or `QPainter.translate`."""
    if not isinstance(node, ast.Call) or name_of(node) not in TRANSLATING:
        return False
    owner = getattr(node.func, "value", None)
    return name_of(node) != "translate" or owner is None or getattr(owner, "id", "") == "QCoreApplication"


def children_that_may_be_shown(node: ast.AST) -> Iterator[ast.AST]:
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns") or (isinstance(node, ast.Dict) and name == "keys"):
            continue
        yield from (child for child in (value if isinstance(value, list) else [value]) if isinstance(child, ast.AST))


def shown_texts(node: ast.AST, source: str) -> Iterator[tuple[int, str]]:
    """Literals that read like words, except where nobody sees them."""
    if asks_for_a_translation(node) or (isinstance(node, ast.Call) and name_of(node) in NOT_SHOWN):
        return
    if isinstance(node, ast.Raise | ast.Assert | ast.Compare | ast.MatchValue | ast.Subscript):
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return
    if source in NOT_FOR_THE_USER or f"{source}:{getattr(node, 'name', '')}" in NOT_FOR_THE_USER:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and WORDS.search(node.value):
        yield node.lineno, node.value
    for child in children_that_may_be_shown(node):
        yield from shown_texts(child, source)


def is_literal(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def cannot_be_collected(call: ast.Call) -> bool:
    """The tool wants literals, and takes the enclosing class for the context of `tr`."""
    needed = TRANSLATING[name_of(call)]
    if len(call.args) < needed or not all(map(is_literal, call.args[:needed])):
        return True
    return name_of(call) == "tr" and ast.unparse(call.func) != "self.tr"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(UI)))
def test_no_text_stands_outside_of_a_translation(source: Path) -> None:
    texts = shown_texts(ast.parse(source.read_text("utf-8")), source.relative_to(UI).as_posix())
    assert not [(line, text) for line, text in texts if text.strip() not in SAME_IN_EVERY_LANGUAGE]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(UI)))
def test_every_text_to_be_translated_can_be_collected(source: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(source.read_text("utf-8"))) if asks_for_a_translation(node)]
    wrong = [call for call in calls if isinstance(call, ast.Call) and cannot_be_collected(call)]
    tables = {ast.unparse(call.args[0]) for call in noted_in_tables()}
    assert not [
        (call.lineno, ast.unparse(call))
        for call in wrong
        if not (name_of(call) == "translate" and ast.unparse(call.args[0]) in tables)
    ]


def noted_in_tables() -> list[ast.Call]:
    """Texts of tables: marked where they stand, translated where they are shown."""
    trees = [ast.parse(source.read_text("utf-8")) for source in SOURCES]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if name_of(call) == "QT_TRANSLATE_NOOP"]


@pytest.mark.parametrize(
    "text, found",
    [
        ('label("Not translated")', ["Not translated"]),
        ('button("Save", self.save)', ["Save"]),
        ('made.setToolTip(f"Delete the {count} rows")', ["Delete the "]),
        ('ROWS = (("name", "Shown to everybody"),)', ["Shown to everybody"]),
        ('label(self.tr("Translated"))', []),
        ('label(QCoreApplication.translate("Context", "Translated"), "caption")', []),
        ('logger.warning("Not shown to anybody")', []),
        ('raise ValueError("Not shown to anybody")', []),
        ('def f() -> None:\n    """Not shown to anybody."""', []),
    ],
)
def test_the_search_for_texts_finds_them(text: str, found: list[str]) -> None:
    assert [words for _, words in shown_texts(ast.parse(text), "example.py")] == found


@pytest.mark.parametrize(
    "text, wrong",
    [
        ('self.tr("Text")', False),
        ('self.tr("%n texts", "", count)', False),
        ('translate("Context", "Text")', False),
        ('QT_TRANSLATE_NOOP("Context", "Text")', False),
        ("self.tr(text)", True),
        ('self.tr(f"Text {count}")', True),
        ('self._view.tr("Text")', True),
        ('tr("Text")', True),
        ('translate(CONTEXT, "Text")', True),
    ],
)
def test_the_search_for_what_cannot_be_collected_finds_it(text: str, wrong: bool) -> None:
    [call] = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)][:1]
    assert cannot_be_collected(call) is wrong


def messages(language: str) -> list[tuple[str, str, list[str]]]:
    """Context, source and the forms of the translation."""
    found = []
    root = ElementTree.parse(TRANSLATIONS / f"desktop_proxy_{language}.ts").getroot()
    for context in root.iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            forms = translation.findall("numerusform") or [translation]
            found.append(
                (context.findtext("name", ""), message.findtext("source", ""), [form.text or "" for form in forms])
            )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_in_the_translation_and_no_other(language: str, tmp_path: Path) -> None:
    """If not: `make strings`, and translate what is new."""
    kept = TRANSLATIONS / f"desktop_proxy_{language}.ts"
    updated = tmp_path / kept.name
    updated.write_bytes(kept.read_bytes())
    update(SOURCES, updated, *LANGUAGES[language])
    assert updated.read_text("utf-8").splitlines() == kept.read_text("utf-8").splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    assert 'type="unfinished"' not in (TRANSLATIONS / f"desktop_proxy_{language}.ts").read_text("utf-8")
    assert all(all(forms) for _, _, forms in messages(language))
    assert all(context for context, _, _ in messages(language)), "every text has a context"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_placeholders_of_its_text(language: str) -> None:
    for _, source, forms in messages(language):
        for form in forms:
            assert set(PLACEHOLDER.findall(form)) == set(PLACEHOLDER.findall(source)), form
            assert form.count("&") == source.count("&"), form


def test_a_translation_ends_as_its_text_does() -> None:
    for _, source, forms in messages("de"):
        for form in forms:
            ends = [text[-1:] if text[-1:] in ".…:?" else "" for text in (source, form)]
            assert ends[0] == ends[1], form
            assert form == form.strip() and "!" not in form and "..." not in form and '"' not in form


def test_german_addresses_nobody() -> None:
    assert not [form for _, _, forms in messages("de") for form in forms if ADDRESSES_SOMEBODY.search(form)]
