"""Business policy: rows with history over defaults. A page edits them, no release needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from wms import codes
from wms.db import Tx, core
from wms.errors import Refused
from wms.masterdata.kinds import (
    Amounts,
    DayTime,
    Digits,
    Flag,
    Kind,
    Number,
    Unfit,
    Words,
    Zone,
)
from wms.tables.masterdata import Policy


@dataclass(frozen=True, slots=True)
class Described:
    """One policy: its kind, what it is until somebody says otherwise, and its words."""

    key: str
    kind: Kind
    default: Any
    zh: str
    en: str
    hint: Words


DESCRIBED: tuple[Described, ...] = (
    Described(
        "time_zone",
        Zone(40),
        "Asia/Shanghai",
        "时区",
        "Time zone",
        ("营业日按它计算。", "The business counts its days by it."),
    ),
    Described(
        "cut_off",
        DayTime(),
        "14:00",
        "截单时间",
        "Cut-off",
        ("到点冻结并自动放波。", "Orders freeze and the wave is released."),
    ),
    Described(
        "express_from",
        DayTime(),
        "07:00",
        "加急开始",
        "Express from",
        ("白天加急订单从此时起。", "Day express orders from then on."),
    ),
    Described(
        "express_until",
        DayTime(),
        "19:00",
        "加急结束",
        "Express until",
        ("之后的加急次日清晨送到。", "Later ones arrive next morning."),
    ),
    Described(
        "express_minutes",
        Number(5, 1440),
        60,
        "加急时限(分钟)",
        "Express within (minutes)",
        ("下单到送达的承诺。", "The promise from order to door."),
    ),
    Described(
        "express_night",
        DayTime(),
        "08:00",
        "夜间加急送达",
        "Night express by",
        ("夜间加急在此前送到。", "Night orders arrive before it."),
    ),
    Described(
        "standard_from",
        DayTime(),
        "16:00",
        "普通送达开始",
        "Standard from",
        ("普通订单最早送达。", "The earliest standard delivery."),
    ),
    Described(
        "standard_until",
        DayTime(),
        "21:00",
        "普通送达结束",
        "Standard until",
        ("普通订单最晚送达。", "The latest standard delivery."),
    ),
    Described(
        "quota_g",
        Amounts(0, 10**12),
        {"community": 300000, "bulk": 3000000},
        "限量(克)",
        "Quotas (g)",
        (
            "每类商品每送达日,按客户类别;community/leaf 优先于 community。",
            "Per category and day of delivery, by customer class; "
            "community/leaf stands before community.",
        ),
    ),
    Described(
        "credit_check",
        Flag(),
        True,
        "信用检查",
        "Credit check",
        ("超额度的订单不能批准。", "Orders over the limit are refused."),
    ),
    Described(
        "credit_days",
        Number(0, 366),
        7,
        "账期(天)",
        "Credit days",
        ("送达后多少天算未结。", "So long a delivery counts as unpaid."),
    ),
    Described(
        "ready_minutes",
        Number(0, 1440),
        120,
        "备货时间(分钟)",
        "Ready after (minutes)",
        ("从冻结到可装车。", "From freezing until goods can leave."),
    ),
    Described(
        "express_ready_minutes",
        Number(0, 720),
        15,
        "加急备货(分钟)",
        "Express ready after (minutes)",
        ("加急从冻结到可装车。", "The same for express orders."),
    ),
    Described(
        "vehicle_trips",
        Number(1, 20),
        3,
        "每车每日趟数",
        "Trips per vehicle",
        ("路线规划的上限。", "The most a plan may give a vehicle."),
    ),
    Described(
        "life_hours_min",
        Number(0, 8760),
        6,
        "送达后最短寿命(小时)",
        "Life after delivery (h)",
        ("寿命更短的批次不分配。", "Shorter-lived lots are not given."),
    ),
    Described(
        "nitrogen_days",
        Amounts(0, 3650),
        {"leaf": 7, "mushroom": 10, "fruiting": 14, "fruit": 21, "root": 30, "other": 7},
        "充氮寿命(天)",
        "Life in nitrogen (days)",
        ("按商品类别。", "By item category."),
    ),
    Described(
        "life_reference_c",
        Amounts(-40, 60),
        {"leaf": 20},
        "寿命参照温度 °C",
        "Reference temperature °C",
        ("寿命按此温度标定的类别。", "Categories whose life is said at another temperature."),
    ),
    Described(
        "residue_gate",
        Flag(),
        True,
        "农残关口",
        "Residue gate",
        ("检测合格前不可销售。", "No sale before a test has passed."),
    ),
    Described(
        "excursion_hold",
        Flag(),
        True,
        "超限自动暂扣",
        "Hold after an excursion",
        ("库内批次自动暂扣。", "Lots in the room are held at once."),
    ),
    Described(
        "silence_hold",
        Flag(),
        False,
        "失联自动暂扣",
        "Hold after silence",
        ("传感器失联也暂扣。", "Also when a sensor falls silent."),
    ),
    Described(
        "undo_s",
        Number(0, 3600),
        60,
        "可撤销(秒)",
        "Undo within (s)",
        ("多久内可撤销上一步。", "How long a step can be taken back."),
    ),
    Described(
        "weight_tolerance_pct",
        Number(0, 100),
        5,
        "重量允差 %",
        "Weight tolerance %",
        ("包裹重量与拣货之差。", "How far a parcel may weigh from what was picked."),
    ),
    Described(
        "gs1_company_prefix",
        Digits(10, 7),
        "6901234",
        "GS1 厂商代码",
        "GS1 company prefix",
        ("包裹号 SSCC 由它开头。", "Parcel numbers begin with it."),
    ),
    Described(
        "outbox_attempts",
        Number(1, 100),
        8,
        "后续任务尝试次数",
        "Attempts of a follow-up",
        ("之后转为待办异常。", "Then a person must look."),
    ),
    Described(
        "outbox_lease_s",
        Number(1, 86_400),
        120,
        "后续任务时限(秒)",
        "Lease of a follow-up (s)",
        ("超过则交给别的进程。", "Then another worker may take it."),
    ),
)
"""Every policy, a line each. What a page shows, what is refused and what holds until somebody sets
another follows from it."""
DEFAULTS: Mapping[str, Any] = {one.key: one.default for one in DESCRIBED}
IN_ORDER = (("standard_from", "standard_until"), ("express_from", "express_until"))
"""Of these the first is earlier."""

_policy = core(Policy).c
_NEWEST = (
    select(_policy.value)
    .where(_policy.key == bindparam("wanted"), _policy.valid_from <= bindparam("now"))
    .order_by(_policy.valid_from.desc())
    .limit(1)
)
"""Built once: a use case asks for several policies."""


def get(tx: Tx, key: str, now: datetime) -> Any:
    """The value in force: the newest that has begun, else the default."""
    row = tx.connection().execute(_NEWEST, {"wanted": key, "now": now}).first()
    return DEFAULTS[key] if row is None else row.value


def described(key: str) -> Described:
    """What a policy is. Raises: Refused("policy.unknown")."""
    for one in DESCRIBED:
        if one.key == key:
            return one
    raise Refused(codes.Policy.UNKNOWN, key=key[:40])


def set(tx: Tx, key: str, value: Any, *, valid_from: datetime, by: int | None) -> Policy:
    """Put a value in force from a moment on; the old one stays in the history.

    Raises: Refused("policy.unknown" | "policy.wrong_type" | "policy.wrong_value" |
    "policy.out_of_order").
    """
    rule = described(key)
    if type(value) is not type(rule.default):
        raise Refused(codes.Policy.WRONG_TYPE, key=key, wanted=type(rule.default).__name__)
    try:
        kept = rule.kind.read(value)
    except Unfit as unfit:
        raise Refused(codes.Policy.WRONG_VALUE, key=key, value=str(value)[:80]) from unfit
    _judge_order(tx, key, kept, valid_from)
    policy = Policy(key=key, value=kept, valid_from=valid_from, by=by)
    tx.add(policy)
    tx.flush()
    return policy


def time_zone(tx: Tx, now: datetime) -> ZoneInfo:
    """The zone in which the business counts its days."""
    return ZoneInfo(get(tx, "time_zone", now))


def business_day(tx: Tx, now: datetime) -> date:
    """The day it is at the business."""
    return now.astimezone(time_zone(tx, now)).date()


def _judge_order(tx: Tx, key: str, value: Any, at: datetime) -> None:
    """Raises: Refused("policy.out_of_order")."""
    for first, last in IN_ORDER:
        if key in (first, last):
            early = value if key == first else get(tx, first, at)
            late = value if key == last else get(tx, last, at)
            if early >= late:
                raise Refused(codes.Policy.OUT_OF_ORDER, first=first, last=last)
