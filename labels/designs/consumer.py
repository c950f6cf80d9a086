"""The label of a consumer pack with its conformity certificate on it: 100 × 60 mm.

One scan shows the certificate and the trace. Source of what the certificate says: measures for the
management of 承诺达标合格证 (Ministry of Agriculture and Rural Affairs, order 2025 no. 4).
"""

from labels.designs.fields import Basis, ConsumerLabel
from labels.designs.parts import (
    QR_MM,
    elements,
    gtin14,
    link,
    square,
    typed,
    weight_text,
    with_text,
)
from labels.designs.typeset import Column, Typesetter
from labels.layout import Box, Label, Linear, Part

WIDTH_MM, HEIGHT_MM = 100.0, 60.0

_MARGIN_MM = 2.0
_FRAME_MM = (1.5, 11.5, 72.0, 32.5)
_PROMISE = (
    "我承诺对生产销售的食用农产品：不使用禁用农药兽药、停用兽药和非法添加物；"
    "常规农药兽药残留不超标；对承诺的真实性负责。"
)
_BASES: dict[Basis, str] = {
    "own control": "内部质量控制",
    "own test": "自行检测",
    "commissioned test": "委托检测",
}


def pages(pack: ConsumerLabel, setter: Typesetter) -> tuple[Label, ...]:
    """Lay out the label of a consumer pack.

    Raises: LabelError that names the field; Gs1Error for a GTIN that is none of 13 digits.
    """
    said = elements([("gtin", "01", gtin14(pack.gtin)), ("serial", "21", pack.serial)])
    title = Column(setter, _MARGIN_MM, 0.8, _FRAME_MM[2])
    title.text("name_zh", pack.name_zh, 5.0)
    title.text("name_en", pack.name_en, 3.0)
    corner = (WIDTH_MM - QR_MM - 0.5, 0.5)
    code = Column(setter, corner[0], QR_MM + 0.5, QR_MM)
    code.text("hand_code", typed("hand_code", pack.hand_code), 2.8, align="center")
    bars = Linear("ean13", WIDTH_MM - 44, 45, 44, 10.5, pack.gtin, "gtin")
    parts = [
        *title.parts,
        square("qr", link("stem", said, pack.stem), "stem", corner),
        *code.parts,
        *_certificate(pack, setter),
        *_facts(pack, setter),
        *with_text(setter, bars, 2.6),
    ]
    return (Label(f"pack-{pack.gtin}-{pack.serial}", WIDTH_MM, HEIGHT_MM, tuple(parts)),)


def _certificate(pack: ConsumerLabel, setter: Typesetter) -> list[Part]:
    left_mm, top_mm, width_mm, _ = _FRAME_MM
    column = Column(setter, left_mm + 1.5, top_mm + 0.6, width_mm - 3)
    column.text("title", "承诺达标合格证 Conformity certificate", 3.2, align="center")
    column.text("promise", _PROMISE, 2.0, lines=2)
    marks = "  ".join(f"{'■' if basis in pack.basis else '□'}{zh}" for basis, zh in _BASES.items())
    column.named("basis", "承诺依据 Based on", marks, 2.2)
    column.named("name_zh", "产品 Product", pack.name_zh, 2.2)
    column.named("weight_g", "数量 Quantity", weight_text(pack.weight_g), 2.2)
    column.named("producer", "生产者 Producer", pack.producer, 2.2, lines=2)
    column.named("origin", "产地 Origin", pack.origin, 2.2, lines=2)
    column.named("contact", "联系方式 Contact", pack.contact, 2.2)
    column.named("issued_on", "开具日期 Issued", str(pack.issued_on), 2.2)
    return [Box(*_FRAME_MM), *column.parts]


def _facts(pack: ConsumerLabel, setter: Typesetter) -> list[Part]:
    column = Column(setter, _MARGIN_MM, 45, WIDTH_MM - 44 - 2 * _MARGIN_MM)
    column.named("weight_g", "净含量 Net", weight_text(pack.weight_g), 3.2)
    column.named("packed_on", "包装 Packed", str(pack.packed_on), 2.4)
    column.named("use_by", "保质期至 Use by", str(pack.use_by), 2.8)
    column.named("storage", "贮存 Store", pack.storage, 2.4)
    return column.parts
