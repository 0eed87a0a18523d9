"""The style sheet, made from the tokens. What a palette can say is said by the palette in `theme.py`."""

from __future__ import annotations

from string import Template

from desktop_proxy.ui import resources, tokens
from desktop_proxy.ui.tokens import Colours

_SHEET = Template("""
QWidget { color: $text; }
QMainWindow, QDialog, QWidget#page, QScrollArea#page > QWidget > QWidget { background: $window; }
QScrollArea#page { background: $window; border: none; }
QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title_pt}pt; font-weight: 600; }
QLabel[role="section"] { font-size: ${section_pt}pt; font-weight: 600; }
QLabel[role="caption"] { font-size: ${caption_pt}pt; color: $secondary; }
QLabel[role="secondary"] { color: $secondary; }
QLabel[role="figure"] { font-size: ${figure_pt}pt; font-weight: 600; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="error"] { color: $error; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[role="message"] { background: $surface; border: 1px solid $line; border-radius: 6px; }
QFrame#said { margin: ${group}px ${margin}px 0 ${margin}px; }
QFrame[role="message"][tone="ok"] { border-color: $ok; }
QFrame[role="message"][tone="warning"] { border-color: $warning; }
QFrame[role="message"][tone="error"] { border-color: $error; }

QPushButton { background: $surface; border: 1px solid $line; border-radius: ${radius}px; padding: 0 12px;
    min-height: ${control}px; max-height: ${control}px; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $line; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $secondary; background: $window; }
QPushButton[role="primary"] { background: $accent; border-color: $accent; color: $on_accent; font-weight: 600; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $hover; border-color: $line; color: $secondary; }
QPushButton[role="danger"] { color: $error; }
QPushButton[role="flat"] { background: transparent; border-color: transparent; color: $accent; padding: 0; }
QPushButton[role="flat"]:hover, QPushButton[role="inline"]:hover { background: transparent;
    text-decoration: underline; }
QFrame[role="message"] QPushButton[role="flat"] { padding: 0 8px; }
QPushButton[role="flat"]:focus { border-color: $accent; }
QPushButton[role="flat"]:disabled { color: $secondary; }
QToolButton { background: transparent; border: 1px solid transparent; border-radius: ${radius}px;
    min-width: 30px; min-height: 30px; max-height: 30px; }
QToolButton:hover { background: $hover; }
QToolButton:checked { background: $selection; }
QToolButton:focus { border-color: $accent; }
QToolButton[role="disclosure"] { font-size: ${section_pt}pt; font-weight: 600; padding: 0; min-height: 22px; }
QToolButton[role="disclosure"]:checked { background: transparent; }
QPushButton[role="inline"] { background: transparent; border-color: transparent; color: $accent; padding: 0;
    min-height: 18px; max-height: ${control}px; }
QPushButton[role="inline"]:focus { border-color: $accent; }
QPushButton[role="row"] { background: transparent; border-color: transparent; text-align: left; padding: 0 8px; }
QPushButton[role="row"]:hover { background: $hover; }
QPushButton[role="row"]:focus { border-color: $accent; }

QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit { background: $surface;
    border: 1px solid $line; border-radius: ${radius}px; selection-background-color: $accent;
    selection-color: $on_accent; }
QLineEdit, QComboBox, QPlainTextEdit, QTextEdit { placeholder-text-color: $secondary; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox { min-height: ${control}px; max-height: ${control}px; padding: 0 8px; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border-color: $accent; }
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"], QComboBox[invalid="true"] { border-color: $error; }
QLineEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled { color: $secondary; background: $window; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox::down-arrow { image: url("$chevron"); width: 16px; height: 16px; }
QLineEdit QToolButton { min-width: 0; min-height: 0; border: none; padding: 0; }
QLineEdit QToolButton:hover { background: transparent; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $line; padding: 4px; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: none;
    width: 0; }

QListWidget#sidebar { background: $window; border: none; outline: none; padding: 12px 8px; }
QFrame#sidebar-line { background: $line; border: none; }
QListWidget#sidebar::item { height: ${sidebar_item}px; border-radius: ${radius}px; padding-left: 8px;
    border: 1px solid transparent; color: $text; }
QListWidget#sidebar::item:hover { background: $hover; }
QListWidget#sidebar::item:selected { background: $selection; color: $text; }
QListWidget#sidebar:focus::item:selected { border-color: $accent; }

QTableView, QTreeView, QListView#list { background: $surface; alternate-background-color: $surface;
    border: 1px solid $line; border-radius: ${radius}px; gridline-color: transparent; outline: none;
    selection-background-color: $selection; selection-color: $text; }
QTableView::item, QTreeView::item { padding: 0 8px; border: none; }
QTableView::item:selected, QTreeView::item:selected, QListView#list::item:selected { background: $selection;
    color: $text; }
QListView#list:focus, QTreeView:focus { border-color: $accent; }
QListView#list::item { min-height: ${sidebar_item}px; padding: 0 8px; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section { background: transparent; color: $secondary; border: none; border-bottom: 1px solid $line;
    padding: 0 8px; min-height: ${row}px; font-weight: 400; }
QTableCornerButton::section { background: $surface; border: none; }

QMenuBar { background: $window; }
QMenuBar::item { padding: 4px 8px; background: transparent; }
QMenuBar::item:selected { background: $hover; border-radius: 4px; }
QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 8px; border-radius: 4px; }
QMenu::indicator { width: 16px; height: 16px; margin-left: 8px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $secondary; }
QMenu::indicator:checked { image: url("$check"); }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 6px; }
QStatusBar { background: $window; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $secondary; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QSplitter::handle { background: $line; }
QSplitter#details::handle { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTabBar::tab { padding: 6px 12px; border: none; border-bottom: 2px solid transparent; color: $secondary;
    background: transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabWidget::pane { border: none; }
""")


def stylesheet(colours: Colours, *, dark: bool, font_pt: float) -> str:
    """The sheet of one appearance for a system font of `font_pt` points."""
    shade = "dark" if dark else "light"
    chevron, check = (resources.icon_file(f"{name}-{shade}").as_posix() for name in ("chevron-down", "check"))
    return _SHEET.substitute(
        {role: getattr(colours, role) for role in tokens.ROLES},
        chevron=chevron,
        check=check,
        title_pt=font_pt + tokens.TITLE_PT,
        section_pt=font_pt + tokens.SECTION_PT,
        caption_pt=font_pt + tokens.CAPTION_PT,
        figure_pt=font_pt + tokens.TITLE_PT,
        radius=tokens.RADIUS,
        group=tokens.GROUP,
        margin=tokens.MARGIN,
        # Qt counts the border outside of min-height.
        control=tokens.CONTROL_HEIGHT - 2,
        row=tokens.ROW_HEIGHT,
        sidebar_item=tokens.SIDEBAR_ITEM_HEIGHT,
    )
