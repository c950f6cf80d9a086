"""Text in the room there is: broken, shrunk a little, and otherwise refused with its field."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ImageFont

from labels.designs import LINE, Font, fonts
from labels.designs.typeset import Column, Room, Typesetter, clean
from labels.layout import LabelError

LONG = "去骨猪前腿肉，冷鲜，真空包装，每份约五百克"

unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def room(width_mm: float, lines: int = 1, size_mm: float = 3.0) -> Room:
    return Room(1, 1, width_mm, size_mm, lines)


def test_a_text_that_fits_keeps_its_size(font: Font) -> None:
    (line,) = Typesetter(font).text("name_zh", "菠菜", room(20))
    assert (line.text, line.size_mm, line.x_mm, line.y_mm) == ("菠菜", 3.0, 1, 1)


def test_a_text_a_little_too_long_is_shrunk_but_stays_legible(font: Font) -> None:
    (line,) = Typesetter(font).text("name_zh", "去骨猪前腿肉，冷鲜", room(20))
    assert 1.8 <= line.size_mm < 3.0
    assert font.width(line.text) * line.size_mm <= 20 + 1e-6


def test_a_text_much_too_long_is_an_error_with_the_name_of_its_field(font: Font) -> None:
    with pytest.raises(LabelError) as refused:
        Typesetter(font).text("supplier", LONG, room(20))
    assert (refused.value.code, refused.value.field) == ("label.text_too_long", "supplier")
    assert str(refused.value).startswith("label.text_too_long: supplier: ")


def test_a_text_is_broken_between_words_and_before_no_closing_mark(font: Font) -> None:
    lines = Typesetter(font).text("name_zh", LONG + " Pork shoulder", room(22, lines=5))
    said = [line.text for line in lines]
    assert "".join(said).replace(" ", "") == (LONG + " Pork shoulder").replace(" ", "")
    assert not any(text[0] in "，。）" for text in said)
    assert any("shoulder" in text for text in said)
    steps = [below.y_mm - above.y_mm for above, below in pairwise(lines)]
    assert steps == [pytest.approx(lines[0].size_mm * LINE)] * len(steps)


@unhurried
@given(text=st.text("菠菜 abW，。(1)（-", max_size=60), width=st.floats(8, 60))
def test_no_line_leaves_its_room_and_no_character_is_lost(
    text: str, width: float, font: Font
) -> None:
    try:
        lines = Typesetter(font).text("field", text, room(width, lines=3))
    except LabelError:
        assert font.width(text) * 1.8 > width
        return
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert font.width(line.text) * line.size_mm <= width + 1e-6
        assert line.y_mm + line.size_mm * LINE <= 1 + 3 * 3.0 * LINE + 1e-6


@unhurried
@given(text=st.text("菠菜abWi1-", min_size=1, max_size=30), size=st.integers(12, 60))
def test_a_drawn_line_is_no_wider_than_its_room_but_for_a_dot(
    text: str, size: int, font: Font
) -> None:
    room_px = int(font.width(text) * size) + 1
    assert font.picture(text, size, room_px).shape[1] <= room_px + 1


def test_white_space_is_one_blank_and_invisible_characters_are_left_out() -> None:
    assert clean("name_zh", " 菠\u200b菜\r\n\t (嫩叶)\ufeff ") == "菠菜 (嫩叶)"


@pytest.mark.parametrize("text", ["a\x1bb", "a\x00", "\ue000", "\ud800"])
def test_what_steers_or_stands_for_nothing_is_refused(text: str) -> None:
    with pytest.raises(LabelError) as refused:
        clean("village", text)
    assert (refused.value.code, refused.value.field) == ("label.character", "village")


def test_a_character_the_font_lacks_is_refused_and_never_drawn_as_a_box(font: Font) -> None:
    with pytest.raises(LabelError) as refused:
        Typesetter(font).text("name_en", "Spinach \U0001f96c", room(50))
    assert (refused.value.code, refused.value.field) == ("label.character", "name_en")


def test_a_column_takes_only_the_lines_it_needs(font: Font) -> None:
    column = Column(Typesetter(font), 0, 0, 40)
    column.text("name_zh", "菠菜", 4, lines=3)
    column.named("lot", "批号 Lot", "", 3)
    assert column.y_mm == pytest.approx(4 * LINE)
    column.named("lot", "批号 Lot", "L1", 3)
    assert [one.text for one in column.parts] == ["菠菜", "批号 Lot", "L1"]


def test_without_any_font_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(fonts.FontMissing) as missing:
        fonts.find_font(tmp_path, system=())
    assert missing.value.code == "label.font_missing"
    assert "make setup" in missing.value.detail


def test_the_fetched_font_comes_before_those_of_the_system(tmp_path: Path) -> None:
    fetched = tmp_path / "vendor" / "fonts" / "NotoSansSC_400Regular.ttf"
    system = tmp_path / "system.ttc"
    for path in (fetched, system):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"font")
    assert fonts.find_font(tmp_path, (system,)) == fetched
    fetched.unlink()
    assert fonts.find_font(tmp_path, (system,)) == system


def test_a_collection_is_opened_at_its_face_with_chinese_forms() -> None:
    collection = fonts._SYSTEM[0]
    if not collection.is_file():
        pytest.skip("the system has no font collection to try (fonts-noto-cjk)")
    index = fonts.load(collection).face_index
    assert ImageFont.truetype(str(collection), 10, index=index).getname()[0] == "Noto Sans CJK SC"
