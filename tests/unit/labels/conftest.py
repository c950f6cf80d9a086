"""The goods, the papers and the font that the label tests share."""

from datetime import date
from pathlib import Path

import pytest

from labels.gs1 import check_digit
from labels.sheets import FontMissing, LotLabel, PickLine, PickList, Slip, SlipLine, find_font

GTIN = "06901234567892"
_SSCC = "06901234560000001"


@pytest.fixture(scope="session")
def font() -> Path:
    try:
        return find_font()
    except FontMissing as missing:
        pytest.skip(missing.detail)


@pytest.fixture
def lot() -> LotLabel:
    return LotLabel(
        name_zh="有机菠菜（嫩叶）",
        name_en="Organic baby spinach",
        gtin=GTIN,
        lot="L261121",
        supplier="望城乔口合作社",
        village="乔口镇团头湖村",
        harvested_on=date(2026, 11, 20),
        packed_on=date(2026, 11, 21),
        use_by=date(2026, 11, 28),
        weight_g=500,
        storage="2–6 °C",
        link=f"https://trace.example.cn/01/{GTIN}/10/L261121",
        hand_code="7K3F9Q2M",
    )


@pytest.fixture
def slip() -> Slip:
    return Slip(
        order_number="O-20261121-0042",
        shop="桔子洲社区店 Juzizhou shop",
        address="长沙市岳麓区潇湘中路 128 号",
        warehouse="主仓 Main warehouse",
        deliver_on=date(2026, 11, 22),
        code="O-20261121-0042",
        sscc=_SSCC + check_digit(_SSCC),
        lines=tuple(
            SlipLine("有机菠菜", "Organic spinach", f"L2611{number:02}", "12.5", "kg")
            for number in range(25)
        ),
        totals="312.5 kg",
    )


@pytest.fixture
def picks() -> PickList:
    line = PickLine("C03-2-B", "五常大米", "Wuchang rice", "L261101", "10", "kg", "桔子洲社区店")
    return PickList("P-0007", "主仓 Main warehouse", "W-14", "15:30", "P-0007", (line,))
