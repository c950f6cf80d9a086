SELECT pg_catalog.set_config('search_path', '', false);
CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '23001'; END $$;
CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE public.allocation (
    id bigint NOT NULL,
    order_line_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    quantity bigint NOT NULL,
    picked bigint NOT NULL,
    state character varying(24) NOT NULL,
    CONSTRAINT ck_allocation_allocationstate CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'picked'::character varying, 'void'::character varying])::text[]))),
    CONSTRAINT ck_allocation_picked_bounds CHECK (((picked >= 0) AND (picked <= quantity))),
    CONSTRAINT ck_allocation_quantity_positive CHECK ((quantity > 0))
);
CREATE SEQUENCE public.allocation_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.allocation_id_seq OWNED BY public.allocation.id;
CREATE TABLE public.api_key (
    id bigint NOT NULL,
    name character varying(80) NOT NULL,
    secret_digest character varying(64) NOT NULL,
    role character varying(24) NOT NULL,
    warehouse_id bigint,
    device_prefix character varying(64),
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_api_key_role CHECK (((role)::text = ANY ((ARRAY['staff'::character varying, 'dispatcher'::character varying, 'driver'::character varying, 'shop'::character varying, 'quality'::character varying, 'admin'::character varying, 'integrator'::character varying, 'device'::character varying])::text[])))
);
CREATE SEQUENCE public.api_key_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.api_key_id_seq OWNED BY public.api_key.id;
CREATE TABLE public.audit (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by bigint,
    action character varying(40) NOT NULL,
    subject character varying(60) NOT NULL,
    data json NOT NULL,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL
);
CREATE SEQUENCE public.audit_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.audit_id_seq OWNED BY public.audit.id;
CREATE TABLE public.balance (
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    item_id bigint NOT NULL,
    on_hand bigint NOT NULL,
    allocated bigint NOT NULL,
    is_pickable boolean NOT NULL,
    sell_until timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    status character varying(24) NOT NULL,
    CONSTRAINT ck_balance_bounds CHECK (((allocated >= 0) AND (allocated <= on_hand))),
    CONSTRAINT ck_balance_lotstatus CHECK (((status)::text = ANY ((ARRAY['testing'::character varying, 'released'::character varying, 'held'::character varying, 'blocked'::character varying])::text[])))
);
CREATE TABLE public.device (
    id character varying(64) NOT NULL,
    warehouse_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    place_id bigint,
    is_online boolean NOT NULL,
    last_seen_at timestamp with time zone,
    detail character varying(200)
);
CREATE TABLE public.device_fault (
    id uuid NOT NULL,
    device character varying(64) NOT NULL,
    reason character varying(40) NOT NULL,
    detail character varying(400) NOT NULL,
    payload bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone,
    settled_by bigint
);
CREATE TABLE public.document (
    id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    subject character varying(60) NOT NULL,
    warehouse_id bigint NOT NULL,
    wave_id bigint,
    media_type character varying(60) NOT NULL,
    filename character varying(120) NOT NULL,
    content bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    printed_at timestamp with time zone,
    copies integer NOT NULL
);
CREATE SEQUENCE public.document_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.document_id_seq OWNED BY public.document.id;
CREATE TABLE public.document_number (
    series character varying(12) NOT NULL,
    day date NOT NULL,
    last integer NOT NULL
);
CREATE TABLE public.excursion (
    id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    sensor_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    state character varying(24) NOT NULL,
    started_at timestamp with time zone NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    peak double precision,
    acknowledged_by bigint,
    acknowledged_at timestamp with time zone,
    cause character varying(200),
    action character varying(200),
    closed_by bigint,
    closed_at timestamp with time zone,
    CONSTRAINT ck_excursion_excursionkind CHECK (((kind)::text = ANY ((ARRAY['high'::character varying, 'low'::character varying, 'silence'::character varying])::text[]))),
    CONSTRAINT ck_excursion_excursionstate CHECK (((state)::text = ANY ((ARRAY['open'::character varying, 'acknowledged'::character varying, 'closed'::character varying])::text[])))
);
CREATE SEQUENCE public.excursion_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.excursion_id_seq OWNED BY public.excursion.id;
CREATE TABLE public.fact (
    id bigint NOT NULL,
    kind character varying(32) NOT NULL,
    subject character varying(60) NOT NULL,
    warehouse_id bigint,
    data json NOT NULL,
    by bigint,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.fact_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.fact_id_seq OWNED BY public.fact.id;
CREATE TABLE public.field_application (
    id bigint NOT NULL,
    field_record_id bigint NOT NULL,
    kind character varying(12) NOT NULL,
    product_zh character varying(80) NOT NULL,
    product_en character varying(80) NOT NULL,
    dose character varying(40) NOT NULL,
    applied_on date NOT NULL,
    waiting_days integer NOT NULL,
    CONSTRAINT ck_field_application_kind CHECK (((kind)::text = ANY ((ARRAY['pesticide'::character varying, 'fertiliser'::character varying])::text[])))
);
CREATE SEQUENCE public.field_application_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.field_application_id_seq OWNED BY public.field_application.id;
CREATE TABLE public.field_record (
    id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    item_id bigint NOT NULL,
    plot character varying(40) NOT NULL,
    sown_on date NOT NULL
);
CREATE SEQUENCE public.field_record_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.field_record_id_seq OWNED BY public.field_record.id;
CREATE TABLE public.hold (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    reason character varying(24) NOT NULL,
    cause character varying(60) NOT NULL,
    excursion_id bigint,
    note character varying(200),
    placed_at timestamp with time zone NOT NULL,
    placed_by bigint,
    released_at timestamp with time zone,
    released_by bigint,
    release_note character varying(200)
);
CREATE SEQUENCE public.hold_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.hold_id_seq OWNED BY public.hold.id;
CREATE TABLE public.inbox (
    id uuid NOT NULL,
    source character varying(64) NOT NULL,
    kind character varying(24) NOT NULL,
    body_digest character varying(64) NOT NULL,
    body json NOT NULL,
    reply json NOT NULL,
    was_refused boolean NOT NULL,
    occurred_at timestamp with time zone,
    received_at timestamp with time zone NOT NULL,
    settled_at timestamp with time zone
);
CREATE TABLE public.item (
    id bigint NOT NULL,
    code character varying(24) NOT NULL,
    gtin character varying(14) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    category character varying(24) NOT NULL,
    picture character varying(8) NOT NULL,
    unit character varying(24) NOT NULL,
    temperature_class character varying(24) NOT NULL,
    pack_quantity bigint NOT NULL,
    piece_g bigint NOT NULL,
    price_cents bigint NOT NULL,
    life_hours integer NOT NULL,
    needs_residue_test boolean NOT NULL,
    is_active boolean NOT NULL,
    CONSTRAINT ck_item_life_positive CHECK ((life_hours > 0)),
    CONSTRAINT ck_item_pack_positive CHECK ((pack_quantity > 0)),
    CONSTRAINT ck_item_piece_positive CHECK ((piece_g > 0)),
    CONSTRAINT ck_item_price_not_negative CHECK ((price_cents >= 0)),
    CONSTRAINT ck_item_temperatureclass CHECK (((temperature_class)::text = ANY ((ARRAY['ambient'::character varying, 'chilled'::character varying, 'frozen'::character varying])::text[]))),
    CONSTRAINT ck_item_unit CHECK (((unit)::text = ANY ((ARRAY['g'::character varying, 'pc'::character varying])::text[])))
);
CREATE SEQUENCE public.item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.item_id_seq OWNED BY public.item.id;
CREATE TABLE public.job (
    name character varying(40) NOT NULL,
    next_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone,
    error character varying(400)
);
CREATE TABLE public.login_attempt (
    id bigint NOT NULL,
    login character varying(40) NOT NULL,
    address character varying(64) NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.login_attempt_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.login_attempt_id_seq OWNED BY public.login_attempt.id;
CREATE TABLE public.login_session (
    token_digest character varying(64) NOT NULL,
    user_id bigint NOT NULL,
    csrf character varying(64) NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE public.lot (
    id bigint NOT NULL,
    code character varying(20) NOT NULL,
    item_id bigint NOT NULL,
    supplier_id bigint NOT NULL,
    field_record_id bigint,
    supplier_lot character varying(40),
    packing character varying(24) NOT NULL,
    harvested_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    sell_until timestamp with time zone NOT NULL,
    status character varying(24) NOT NULL,
    CONSTRAINT ck_lot_lotstatus CHECK (((status)::text = ANY ((ARRAY['testing'::character varying, 'released'::character varying, 'held'::character varying, 'blocked'::character varying])::text[]))),
    CONSTRAINT ck_lot_packing CHECK (((packing)::text = ANY ((ARRAY['air'::character varying, 'nitrogen'::character varying])::text[])))
);
CREATE SEQUENCE public.lot_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.lot_id_seq OWNED BY public.lot.id;
CREATE TABLE public.lot_link (
    parent_id bigint NOT NULL,
    child_id bigint NOT NULL,
    quantity bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_lot_link_quantity_positive CHECK ((quantity > 0))
);
CREATE TABLE public.move (
    id uuid NOT NULL,
    lot_id bigint NOT NULL,
    from_place_id bigint NOT NULL,
    to_place_id bigint NOT NULL,
    quantity bigint NOT NULL,
    reason character varying(24) NOT NULL,
    note character varying(80),
    order_line_id bigint,
    by bigint,
    at timestamp with time zone NOT NULL,
    CONSTRAINT ck_move_goes_somewhere CHECK ((from_place_id <> to_place_id)),
    CONSTRAINT ck_move_movereason CHECK (((reason)::text = ANY ((ARRAY['receive'::character varying, 'put_away'::character varying, 'relocate'::character varying, 'transfer'::character varying, 'pick'::character varying, 'load'::character varying, 'unload'::character varying, 'deliver'::character varying, 'return'::character varying, 'repack'::character varying, 'loss'::character varying, 'count'::character varying, 'correction'::character varying])::text[]))),
    CONSTRAINT ck_move_quantity_positive CHECK ((quantity > 0))
);
CREATE TABLE public.notice (
    id bigint NOT NULL,
    fact_id bigint NOT NULL,
    role character varying(24) NOT NULL,
    warehouse_id bigint,
    shop_id bigint,
    kind character varying(32) NOT NULL,
    data json NOT NULL,
    at timestamp with time zone NOT NULL,
    read_at timestamp with time zone,
    CONSTRAINT ck_notice_role CHECK (((role)::text = ANY ((ARRAY['staff'::character varying, 'dispatcher'::character varying, 'driver'::character varying, 'shop'::character varying, 'quality'::character varying, 'admin'::character varying, 'integrator'::character varying, 'device'::character varying])::text[])))
);
CREATE SEQUENCE public.notice_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;
CREATE TABLE public.order_line (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    item_id bigint NOT NULL,
    ordered bigint NOT NULL,
    approved bigint NOT NULL,
    promised bigint NOT NULL,
    allocated bigint NOT NULL,
    picked bigint NOT NULL,
    delivered bigint NOT NULL,
    unit_price_cents bigint NOT NULL,
    CONSTRAINT ck_order_line_approved_bounds CHECK (((approved >= 0) AND (approved <= ordered))),
    CONSTRAINT ck_order_line_not_negative CHECK (((promised >= 0) AND (allocated >= 0) AND (picked >= 0) AND (delivered >= 0))),
    CONSTRAINT ck_order_line_ordered_positive CHECK ((ordered > 0))
);
CREATE SEQUENCE public.order_line_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.order_line_id_seq OWNED BY public.order_line.id;
CREATE TABLE public.outbox (
    id bigint NOT NULL,
    fact_id bigint NOT NULL,
    consumer character varying(32) NOT NULL,
    state character varying(24) NOT NULL,
    attempts integer NOT NULL,
    next_at timestamp with time zone NOT NULL,
    lease uuid,
    error character varying(400),
    done_at timestamp with time zone,
    CONSTRAINT ck_outbox_attempts_not_negative CHECK ((attempts >= 0)),
    CONSTRAINT ck_outbox_outboxstate CHECK (((state)::text = ANY ((ARRAY['ready'::character varying, 'leased'::character varying, 'done'::character varying, 'dead'::character varying])::text[])))
);
CREATE SEQUENCE public.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.outbox_id_seq OWNED BY public.outbox.id;
CREATE TABLE public.parcel (
    id bigint NOT NULL,
    sscc character varying(18) NOT NULL,
    order_id bigint NOT NULL,
    state character varying(24) NOT NULL,
    place_id bigint NOT NULL,
    weight_g bigint NOT NULL,
    packed_at timestamp with time zone NOT NULL,
    loaded_at timestamp with time zone,
    CONSTRAINT ck_parcel_parcelstate CHECK (((state)::text = ANY ((ARRAY['packed'::character varying, 'loaded'::character varying, 'delivered'::character varying, 'returned'::character varying])::text[]))),
    CONSTRAINT ck_parcel_weight_not_negative CHECK ((weight_g >= 0))
);
CREATE SEQUENCE public.parcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.parcel_id_seq OWNED BY public.parcel.id;
CREATE TABLE public.place (
    id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    code character varying(40) NOT NULL,
    kind character varying(24) NOT NULL,
    room_id bigint,
    temperature_class character varying(24),
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    capacity_g bigint,
    plan_x_cm integer NOT NULL,
    plan_y_cm integer NOT NULL,
    plan_width_cm integer NOT NULL,
    plan_depth_cm integer NOT NULL,
    CONSTRAINT ck_place_placekind CHECK (((kind)::text = ANY ((ARRAY['supplier'::character varying, 'customer'::character varying, 'loss'::character varying, 'repack'::character varying, 'count'::character varying, 'dock'::character varying, 'room'::character varying, 'bin'::character varying, 'stage'::character varying, 'vehicle'::character varying])::text[]))),
    CONSTRAINT ck_place_temperatureclass CHECK (((temperature_class)::text = ANY ((ARRAY['ambient'::character varying, 'chilled'::character varying, 'frozen'::character varying])::text[])))
);
CREATE SEQUENCE public.place_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.place_id_seq OWNED BY public.place.id;
CREATE TABLE public.policy (
    id bigint NOT NULL,
    key character varying(40) NOT NULL,
    value json NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    by bigint
);
CREATE SEQUENCE public.policy_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.policy_id_seq OWNED BY public.policy.id;
CREATE TABLE public.promised (
    warehouse_id bigint NOT NULL,
    item_id bigint NOT NULL,
    quantity bigint NOT NULL,
    CONSTRAINT ck_promised_not_negative CHECK ((quantity >= 0))
);
CREATE TABLE public.proof (
    id uuid NOT NULL,
    stop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    received_by character varying(80) NOT NULL,
    signature_svg text,
    photo bytea,
    photo_type character varying(40),
    temperature_c double precision,
    latitude double precision,
    longitude double precision,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone NOT NULL,
    by bigint NOT NULL
);
CREATE TABLE public.proof_line (
    proof_id uuid NOT NULL,
    order_line_id bigint NOT NULL,
    lot_id bigint NOT NULL,
    delivered bigint NOT NULL,
    short bigint NOT NULL,
    refused bigint NOT NULL,
    reason character varying(40),
    CONSTRAINT ck_proof_line_not_negative CHECK (((delivered >= 0) AND (short >= 0) AND (refused >= 0)))
);
CREATE TABLE public.reading (
    sensor_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    quality character varying(12) NOT NULL,
    received_at timestamp with time zone NOT NULL
)
PARTITION BY RANGE (at);
CREATE TABLE public.reading_2026_11 (
    sensor_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    quality character varying(12) NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.reading_2026_12 (
    sensor_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    quality character varying(12) NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.reading_2027_01 (
    sensor_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    quality character varying(12) NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.reading_default (
    sensor_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    value double precision,
    quality character varying(12) NOT NULL,
    received_at timestamp with time zone NOT NULL
);
CREATE TABLE public.residue_test (
    id bigint NOT NULL,
    lot_id bigint NOT NULL,
    passed boolean NOT NULL,
    method character varying(60) NOT NULL,
    inhibition_pct double precision,
    note character varying(200),
    tested_at timestamp with time zone NOT NULL,
    by bigint
);
CREATE SEQUENCE public.residue_test_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.residue_test_id_seq OWNED BY public.residue_test.id;
CREATE TABLE public.review (
    id bigint NOT NULL,
    order_id bigint NOT NULL,
    decision character varying(12) NOT NULL,
    reason character varying(200),
    by bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE public.review_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.review_id_seq OWNED BY public.review.id;
CREATE TABLE public.route_plan (
    id bigint NOT NULL,
    wave_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    day date NOT NULL,
    state character varying(24) NOT NULL,
    basis character varying(64) NOT NULL,
    problem text NOT NULL,
    result text,
    failure character varying(400),
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_route_plan_planstate CHECK (((state)::text = ANY ((ARRAY['requested'::character varying, 'stored'::character varying, 'stale'::character varying, 'failed'::character varying])::text[])))
);
CREATE SEQUENCE public.route_plan_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.route_plan_id_seq OWNED BY public.route_plan.id;
CREATE TABLE public.sales_order (
    id bigint NOT NULL,
    client_id uuid NOT NULL,
    number character varying(24) NOT NULL,
    shop_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    kind character varying(24) NOT NULL,
    state character varying(24) NOT NULL,
    version integer NOT NULL,
    placed_at timestamp with time zone NOT NULL,
    placed_by bigint,
    deliver_from timestamp with time zone NOT NULL,
    deliver_until timestamp with time zone NOT NULL,
    total_cents bigint NOT NULL,
    note character varying(200),
    return_reason character varying(200),
    wave_id bigint,
    CONSTRAINT ck_sales_order_orderkind CHECK (((kind)::text = ANY ((ARRAY['standard'::character varying, 'express'::character varying])::text[]))),
    CONSTRAINT ck_sales_order_orderstate CHECK (((state)::text = ANY ((ARRAY['submitted'::character varying, 'returned'::character varying, 'approved'::character varying, 'released'::character varying, 'picked'::character varying, 'packed'::character varying, 'loaded'::character varying, 'delivered'::character varying, 'cancelled'::character varying])::text[])))
);
CREATE SEQUENCE public.sales_order_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sales_order_id_seq OWNED BY public.sales_order.id;
CREATE TABLE public.sensor (
    id bigint NOT NULL,
    code character varying(100) NOT NULL,
    device_id character varying(64) NOT NULL,
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    metric character varying(16) NOT NULL,
    unit character varying(8) NOT NULL,
    low double precision,
    high double precision,
    hysteresis double precision NOT NULL,
    open_delay_s integer NOT NULL,
    close_delay_s integer NOT NULL,
    silence_s integer NOT NULL,
    holds_lots boolean NOT NULL,
    last_at timestamp with time zone,
    last_value double precision,
    last_received_at timestamp with time zone,
    CONSTRAINT ck_sensor_limits CHECK ((low < high))
);
CREATE SEQUENCE public.sensor_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.sensor_id_seq OWNED BY public.sensor.id;
CREATE TABLE public.shop (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    customer_class character varying(16) NOT NULL,
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    address_zh character varying(160) NOT NULL,
    address_en character varying(160) NOT NULL,
    phone character varying(24),
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    order_days integer NOT NULL,
    open_minute integer NOT NULL,
    close_minute integer NOT NULL,
    service_s integer NOT NULL,
    credit_limit_cents bigint NOT NULL,
    CONSTRAINT ck_shop_window CHECK ((open_minute < close_minute))
);
CREATE SEQUENCE public.shop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.shop_id_seq OWNED BY public.shop.id;
CREATE TABLE public.station_task (
    station character varying(64) NOT NULL,
    flow character varying(24) NOT NULL,
    step character varying(24) NOT NULL,
    data json NOT NULL,
    user_id bigint,
    updated_at timestamp with time zone NOT NULL
);
CREATE TABLE public.stop (
    id bigint NOT NULL,
    trip_id bigint NOT NULL,
    "position" integer NOT NULL,
    order_id bigint NOT NULL,
    shop_id bigint NOT NULL,
    state character varying(24) NOT NULL,
    arrives_at timestamp with time zone NOT NULL,
    leaves_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    CONSTRAINT ck_stop_stopstate CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'arrived'::character varying, 'done'::character varying])::text[])))
);
CREATE SEQUENCE public.stop_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.stop_id_seq OWNED BY public.stop.id;
CREATE TABLE public.supplier (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    kind character varying(24) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    village_zh character varying(80) NOT NULL,
    village_en character varying(80) NOT NULL,
    name_is_public boolean NOT NULL,
    phone character varying(24),
    gln character varying(13),
    place_id bigint NOT NULL,
    CONSTRAINT ck_supplier_supplierkind CHECK (((kind)::text = ANY ((ARRAY['farmer'::character varying, 'base'::character varying, 'supplier'::character varying])::text[])))
);
CREATE SEQUENCE public.supplier_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.supplier_id_seq OWNED BY public.supplier.id;
CREATE TABLE public.trip (
    id bigint NOT NULL,
    number character varying(24) NOT NULL,
    plan_id bigint NOT NULL,
    warehouse_id bigint NOT NULL,
    vehicle_id bigint NOT NULL,
    driver_id bigint,
    day date NOT NULL,
    state character varying(24) NOT NULL,
    departs_at timestamp with time zone NOT NULL,
    returns_at timestamp with time zone NOT NULL,
    departed_at timestamp with time zone,
    returned_at timestamp with time zone,
    distance_m bigint NOT NULL,
    load_g bigint NOT NULL,
    load_crates integer NOT NULL,
    CONSTRAINT ck_trip_tripstate CHECK (((state)::text = ANY ((ARRAY['planned'::character varying, 'loading'::character varying, 'departed'::character varying, 'returned'::character varying, 'cancelled'::character varying])::text[])))
);
CREATE SEQUENCE public.trip_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.trip_id_seq OWNED BY public.trip.id;
CREATE TABLE public.unserved_order (
    plan_id bigint NOT NULL,
    order_id bigint NOT NULL,
    reason character varying(40) NOT NULL,
    details json NOT NULL,
    settled_at timestamp with time zone
);
CREATE TABLE public.user_account (
    id bigint NOT NULL,
    login character varying(40) NOT NULL,
    name character varying(80) NOT NULL,
    password_hash character varying(200) NOT NULL,
    role character varying(24) NOT NULL,
    language character varying(2) NOT NULL,
    warehouse_id bigint,
    shop_id bigint,
    is_active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT ck_user_account_role CHECK (((role)::text = ANY ((ARRAY['staff'::character varying, 'dispatcher'::character varying, 'driver'::character varying, 'shop'::character varying, 'quality'::character varying, 'admin'::character varying, 'integrator'::character varying, 'device'::character varying])::text[])))
);
CREATE SEQUENCE public.user_account_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.user_account_id_seq OWNED BY public.user_account.id;
CREATE TABLE public.vehicle (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    plate character varying(16) NOT NULL,
    warehouse_id bigint NOT NULL,
    place_id bigint NOT NULL,
    driver_id bigint,
    capacity_g bigint NOT NULL,
    capacity_crates integer NOT NULL,
    capacity_ml bigint NOT NULL,
    temperature_classes character varying(40) NOT NULL,
    shift_start_minute integer NOT NULL,
    shift_end_minute integer NOT NULL,
    fixed_cost_cents integer NOT NULL,
    cost_per_km_cents integer NOT NULL,
    cost_per_hour_cents integer NOT NULL,
    is_active boolean NOT NULL
);
CREATE SEQUENCE public.vehicle_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.vehicle_id_seq OWNED BY public.vehicle.id;
CREATE TABLE public.warehouse (
    id bigint NOT NULL,
    code character varying(16) NOT NULL,
    name_zh character varying(80) NOT NULL,
    name_en character varying(80) NOT NULL,
    kind character varying(24) NOT NULL,
    gln character varying(13),
    latitude double precision NOT NULL,
    longitude double precision NOT NULL,
    CONSTRAINT ck_warehouse_warehousekind CHECK (((kind)::text = ANY ((ARRAY['main'::character varying, 'sub'::character varying])::text[])))
);
CREATE SEQUENCE public.warehouse_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.warehouse_id_seq OWNED BY public.warehouse.id;
CREATE TABLE public.wave (
    id bigint NOT NULL,
    number character varying(24) NOT NULL,
    warehouse_id bigint NOT NULL,
    state character varying(24) NOT NULL,
    day date NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    released_at timestamp with time zone,
    by bigint,
    CONSTRAINT ck_wave_wavestate CHECK (((state)::text = ANY ((ARRAY['frozen'::character varying, 'released'::character varying, 'done'::character varying])::text[])))
);
CREATE SEQUENCE public.wave_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.wave_id_seq OWNED BY public.wave.id;
ALTER TABLE ONLY public.reading ATTACH PARTITION public.reading_2026_11 FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00');
ALTER TABLE ONLY public.reading ATTACH PARTITION public.reading_2026_12 FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-01 00:00:00+00');
ALTER TABLE ONLY public.reading ATTACH PARTITION public.reading_2027_01 FOR VALUES FROM ('2027-01-01 00:00:00+00') TO ('2027-02-01 00:00:00+00');
ALTER TABLE ONLY public.reading ATTACH PARTITION public.reading_default DEFAULT;
ALTER TABLE ONLY public.allocation ALTER COLUMN id SET DEFAULT nextval('public.allocation_id_seq'::regclass);
ALTER TABLE ONLY public.api_key ALTER COLUMN id SET DEFAULT nextval('public.api_key_id_seq'::regclass);
ALTER TABLE ONLY public.audit ALTER COLUMN id SET DEFAULT nextval('public.audit_id_seq'::regclass);
ALTER TABLE ONLY public.document ALTER COLUMN id SET DEFAULT nextval('public.document_id_seq'::regclass);
ALTER TABLE ONLY public.excursion ALTER COLUMN id SET DEFAULT nextval('public.excursion_id_seq'::regclass);
ALTER TABLE ONLY public.fact ALTER COLUMN id SET DEFAULT nextval('public.fact_id_seq'::regclass);
ALTER TABLE ONLY public.field_application ALTER COLUMN id SET DEFAULT nextval('public.field_application_id_seq'::regclass);
ALTER TABLE ONLY public.field_record ALTER COLUMN id SET DEFAULT nextval('public.field_record_id_seq'::regclass);
ALTER TABLE ONLY public.hold ALTER COLUMN id SET DEFAULT nextval('public.hold_id_seq'::regclass);
ALTER TABLE ONLY public.item ALTER COLUMN id SET DEFAULT nextval('public.item_id_seq'::regclass);
ALTER TABLE ONLY public.login_attempt ALTER COLUMN id SET DEFAULT nextval('public.login_attempt_id_seq'::regclass);
ALTER TABLE ONLY public.lot ALTER COLUMN id SET DEFAULT nextval('public.lot_id_seq'::regclass);
ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);
ALTER TABLE ONLY public.order_line ALTER COLUMN id SET DEFAULT nextval('public.order_line_id_seq'::regclass);
ALTER TABLE ONLY public.outbox ALTER COLUMN id SET DEFAULT nextval('public.outbox_id_seq'::regclass);
ALTER TABLE ONLY public.parcel ALTER COLUMN id SET DEFAULT nextval('public.parcel_id_seq'::regclass);
ALTER TABLE ONLY public.place ALTER COLUMN id SET DEFAULT nextval('public.place_id_seq'::regclass);
ALTER TABLE ONLY public.policy ALTER COLUMN id SET DEFAULT nextval('public.policy_id_seq'::regclass);
ALTER TABLE ONLY public.residue_test ALTER COLUMN id SET DEFAULT nextval('public.residue_test_id_seq'::regclass);
ALTER TABLE ONLY public.review ALTER COLUMN id SET DEFAULT nextval('public.review_id_seq'::regclass);
ALTER TABLE ONLY public.route_plan ALTER COLUMN id SET DEFAULT nextval('public.route_plan_id_seq'::regclass);
ALTER TABLE ONLY public.sales_order ALTER COLUMN id SET DEFAULT nextval('public.sales_order_id_seq'::regclass);
ALTER TABLE ONLY public.sensor ALTER COLUMN id SET DEFAULT nextval('public.sensor_id_seq'::regclass);
ALTER TABLE ONLY public.shop ALTER COLUMN id SET DEFAULT nextval('public.shop_id_seq'::regclass);
ALTER TABLE ONLY public.stop ALTER COLUMN id SET DEFAULT nextval('public.stop_id_seq'::regclass);
ALTER TABLE ONLY public.supplier ALTER COLUMN id SET DEFAULT nextval('public.supplier_id_seq'::regclass);
ALTER TABLE ONLY public.trip ALTER COLUMN id SET DEFAULT nextval('public.trip_id_seq'::regclass);
ALTER TABLE ONLY public.user_account ALTER COLUMN id SET DEFAULT nextval('public.user_account_id_seq'::regclass);
ALTER TABLE ONLY public.vehicle ALTER COLUMN id SET DEFAULT nextval('public.vehicle_id_seq'::regclass);
ALTER TABLE ONLY public.warehouse ALTER COLUMN id SET DEFAULT nextval('public.warehouse_id_seq'::regclass);
ALTER TABLE ONLY public.wave ALTER COLUMN id SET DEFAULT nextval('public.wave_id_seq'::regclass);
INSERT INTO public.alembic_version VALUES
	('0001');
INSERT INTO public.allocation VALUES
	(1, 9, 1, 4, 1, 20000, 20000, 'picked'),
	(2, 10, 1, 7, 3, 60, 60, 'picked'),
	(3, 11, 1, 4, 1, 30000, 30000, 'picked'),
	(4, 12, 1, 7, 3, 30, 30, 'picked'),
	(5, 13, 1, 4, 1, 10000, 10000, 'picked'),
	(6, 14, 1, 4, 1, 10000, 10000, 'picked'),
	(7, 15, 1, 4, 1, 10000, 10000, 'picked'),
	(14, 22, 1, 4, 1, 10000, 0, 'open'),
	(15, 23, 1, 7, 3, 30, 0, 'open'),
	(16, 24, 1, 4, 1, 10000, 0, 'open'),
	(17, 27, 1, 4, 1, 700000, 0, 'open'),
	(18, 28, 1, 4, 1, 10000, 0, 'void'),
	(8, 16, 1, 4, 1, 10000, 10000, 'picked'),
	(9, 17, 1, 7, 3, 30, 30, 'picked'),
	(10, 18, 1, 4, 1, 10000, 10000, 'picked'),
	(11, 19, 1, 7, 3, 30, 30, 'picked'),
	(12, 20, 1, 4, 1, 10000, 10000, 'picked'),
	(13, 21, 1, 7, 3, 30, 30, 'picked'),
	(20, 30, 1, 4, 1, 10000, 0, 'open'),
	(19, 29, 1, 4, 1, 10000, 10000, 'picked');
INSERT INTO public.api_key VALUES
	(1, 'orders from the till', 'd8ddd88408c73db6521ad27c1ab69803947b4e1e676b05756591cb14d90cbdd4', 'integrator', 1, NULL, true, '2026-11-21 00:01:00+00'),
	(2, 'gateway of the dock', '3040ce59e14bcbfa9cfc1a5ba9e257aeb7a42ffb8ced88db6a0f894be3be9c61', 'device', 1, 'scanner-', true, '2026-11-21 00:02:00+00'),
	(3, 'gateway that was sold', '3692a43a4a01343ca36142d2f986d068499b7b75e2f984245de1b39dc563573f', 'device', 1, 'sold-', false, '2026-11-21 00:03:00+00');
INSERT INTO public.audit VALUES
	(1, '2026-01-01 00:00:00+00', NULL, 'audit.begin', 'audit', '{}', '0000000000000000000000000000000000000000000000000000000000000000', '9768469a0b44d4d47808ebc18a9707a2781653a2402eca1f65de13f504efcac5'),
	(2, '2026-11-21 00:01:00+00', 6, 'key.created', 'key:1', '{"name": "orders from the till", "role": "integrator", "device_prefix": null}', '9768469a0b44d4d47808ebc18a9707a2781653a2402eca1f65de13f504efcac5', '1a3a14a539d09b82204a6722b0e070cb3cdbfb76bab95fa9985e26f5ba7220a0'),
	(3, '2026-11-21 00:02:00+00', 6, 'key.created', 'key:2', '{"name": "gateway of the dock", "role": "device", "device_prefix": "scanner-"}', '1a3a14a539d09b82204a6722b0e070cb3cdbfb76bab95fa9985e26f5ba7220a0', 'aea125917d8330a826c9eda2449c148b3da430fbcf09be2d05eabdb13344087c'),
	(4, '2026-11-21 00:03:00+00', 6, 'key.created', 'key:3', '{"name": "gateway that was sold", "role": "device", "device_prefix": "sold-"}', 'aea125917d8330a826c9eda2449c148b3da430fbcf09be2d05eabdb13344087c', 'b9d5a63c6317475b862dccbd1719447febe3a8bdea86ba65780d171227660b6d'),
	(5, '2026-11-21 00:04:00+00', 6, 'key.disabled', 'key:3', '{"name": "gateway that was sold"}', 'b9d5a63c6317475b862dccbd1719447febe3a8bdea86ba65780d171227660b6d', 'c08e248c27eddb80dffe0a239c5a2ad8bb5f260e457d4d7eada11f63d606f781'),
	(6, '2026-11-21 00:05:00+00', 6, 'user.password', 'user:1', '{"login": "staff18"}', 'c08e248c27eddb80dffe0a239c5a2ad8bb5f260e457d4d7eada11f63d606f781', '2aac91efca3b6c788526314a78567ebc8094081b7335d488b1c858d2cade5c52'),
	(7, '2026-11-21 00:06:00+00', 6, 'policy.changed', 'policy:undo_s', '{"before": 60, "after": 90}', '2aac91efca3b6c788526314a78567ebc8094081b7335d488b1c858d2cade5c52', 'e5f0c87e590d03b297a0fd3551ee8781f2a5347bfeaf9ed86d8f25f12cbcc4e8'),
	(8, '2026-11-21 00:07:00+00', 6, 'policy.changed', 'policy:undo_s', '{"before": 90, "after": 120}', 'e5f0c87e590d03b297a0fd3551ee8781f2a5347bfeaf9ed86d8f25f12cbcc4e8', 'd11428b98548694a1684ec4654346ec1525764274ec8676d841e2f5bfcbc0f5c'),
	(9, '2026-11-21 06:46:00+00', 6, 'policy.changed', 'policy:outbox_attempts', '{"before": 8, "after": 1}', 'd11428b98548694a1684ec4654346ec1525764274ec8676d841e2f5bfcbc0f5c', 'e71f5b4b81a91ff8f66428141e38e177c8e3392aef2605060475cc46f7c3ffc9'),
	(10, '2026-11-21 06:49:00+00', 6, 'policy.changed', 'policy:outbox_attempts', '{"before": 1, "after": 8}', 'e71f5b4b81a91ff8f66428141e38e177c8e3392aef2605060475cc46f7c3ffc9', '2a137ee53fa27bc0f247ae1b4a8cadedf7ab62e5b58104aa56fa2e416b777c04');
INSERT INTO public.balance VALUES
	(1, 5, 2, 2, 900000, 0, true, '2027-11-21 00:14:00+00', '2026-11-21 00:14:00+00', 'released'),
	(1, 16, 10, 1, 10000, 0, true, '2026-11-24 00:33:00+00', '2026-11-21 00:33:00+00', 'testing'),
	(1, 7, 3, 3, 720, 30, true, '2026-12-11 00:16:00+00', '2026-11-21 00:16:00+00', 'released'),
	(1, 8, 9, 1, 20000, 0, true, '2026-11-24 00:28:00+00', '2026-11-21 00:28:00+00', 'blocked'),
	(1, 16, 1, 2, 20000, 0, true, '2027-11-21 00:12:00+00', '2026-11-21 00:12:00+00', 'released'),
	(1, 16, 3, 3, 60, 0, true, '2026-12-11 00:16:00+00', '2026-11-21 00:16:00+00', 'released'),
	(1, 8, 4, 3, 300, 0, true, '2026-12-11 00:18:00+00', '2026-11-21 00:18:00+00', 'released'),
	(1, 8, 8, 1, 20000, 0, true, '2026-11-24 00:26:00+00', '2026-11-21 00:26:00+00', 'released'),
	(1, 17, 3, 3, 60, 0, false, '2026-12-11 00:16:00+00', '2026-11-21 00:16:00+00', 'released'),
	(1, 23, 1, 2, 10000, 0, false, '2027-11-21 00:12:00+00', '2026-11-21 00:12:00+00', 'released'),
	(1, 23, 3, 3, 30, 0, false, '2026-12-11 00:16:00+00', '2026-11-21 00:16:00+00', 'released'),
	(1, 4, 1, 2, 770000, 730000, true, '2027-11-21 00:12:00+00', '2026-11-21 00:12:00+00', 'released'),
	(1, 17, 1, 2, 30000, 0, false, '2027-11-21 00:12:00+00', '2026-11-21 00:12:00+00', 'released'),
	(1, 9, 11, 1, 38000, 0, true, '2026-11-28 00:37:00+00', '2026-11-21 00:37:00+00', 'blocked'),
	(1, 7, 7, 1, 60000, 0, true, '2026-11-22 22:00:00+00', '2026-11-21 00:24:00+00', 'blocked'),
	(1, 15, 1, 2, 20000, 0, false, '2027-11-21 00:12:00+00', '2026-11-21 00:12:00+00', 'released'),
	(1, 10, 5, 4, 60000, 0, true, '2027-05-20 00:20:00+00', '2026-11-21 00:20:00+00', 'held'),
	(1, 11, 6, 4, 20000, 0, true, '2027-05-20 00:22:00+00', '2026-11-21 00:22:00+00', 'held');
INSERT INTO public.device VALUES
	('scale-50', 1, 'scale', '设备50', 'Device 50', 16, true, '2026-11-21 00:32:00+00', NULL),
	('controller-54', 1, 'controller', '设备54', 'Device 54', 1, true, '2026-11-21 00:48:00+00', NULL),
	('controller-52', 1, 'controller', '设备52', 'Device 52', 2, true, '2026-11-21 01:48:00+00', NULL),
	('scanner-55', 1, 'scanner', '设备55', 'Device 55', NULL, false, '2026-11-21 02:00:00+00', NULL),
	('scanner-49', 1, 'scanner', '设备49', 'Device 49', 16, true, '2026-11-21 02:03:00+00', NULL),
	('controller-53', 1, 'controller', '设备53', 'Device 53', 3, true, '2026-11-21 03:51:00+00', NULL),
	('scanner-51', 1, 'scanner', '设备51', 'Device 51', 16, true, '2026-11-21 04:11:00+00', NULL);
INSERT INTO public.device_fault VALUES
	('ef0190ce-6220-423a-8b12-97370984862a', 'scanner-49', 'bad_checksum', '', '\x02283031293036393000ff03', '2026-11-21 02:00:00+00', NULL, NULL);
INSERT INTO public.document VALUES
	(1, 'lot_label', 'lot:1', 1, NULL, 'application/pdf', 'label.pdf', '\x000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f606162636465666768696a6b6c6d6e6f707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9fa0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadbdcdddedfe0e1e2e3e4e5e6e7e8e9eaebecedeeeff0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', '2026-11-21 04:30:00+00', NULL, 0),
	(2, 'pick_list', 'wave:1', 1, 1, 'application/pdf', 'w.pdf', '\x25504446', '2026-11-21 04:30:00+00', '2026-11-21 04:31:00+00', 1);
INSERT INTO public.document_number VALUES
	('L', '2026-11-21', 11),
	('TR', '2026-11-21', 5),
	('SSCC', '2020-01-01', 12),
	('W', '2026-11-21', 5),
	('SO', '2026-11-21', 22);
INSERT INTO public.excursion VALUES
	(1, 1, 2, 1, 'high', 'closed', '2026-11-21 01:12:00+00', '2026-11-21 01:22:00+00', '2026-11-21 01:37:00+00', 12.5, 5, '2026-11-21 01:49:00+00', '压缩机跳闸 compressor tripped', '已复位 reset', 5, '2026-11-21 01:50:00+00'),
	(2, 1, 1, 3, 'silence', 'open', '2026-11-21 00:47:00+00', '2026-11-21 01:17:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
	(3, 1, 3, 2, 'high', 'acknowledged', '2026-11-21 03:35:00+00', '2026-11-21 03:45:00+00', NULL, -9, 5, '2026-11-21 03:52:00+00', NULL, NULL, NULL, NULL);
INSERT INTO public.fact VALUES
	(1, 'DeviceBack', 'device:scanner-49', 1, '{"name_zh": "\u8bbe\u590749", "name_en": "Device 49"}', NULL, '2026-11-21 00:10:00+00'),
	(2, 'LotReceived', 'lot:1', 1, '{"lot": "2611210001", "item": "I32", "supplier": "S14", "quantity": 900000, "status": "released"}', NULL, '2026-11-21 00:12:00+00'),
	(3, 'LotPutAway', 'lot:1', 1, '{"lot": "2611210001", "place": "BIN-5", "quantity": 900000}', NULL, '2026-11-21 00:13:00+00'),
	(4, 'LotReceived', 'lot:2', 1, '{"lot": "2611210002", "item": "I32", "supplier": "S14", "quantity": 900000, "status": "released"}', NULL, '2026-11-21 00:14:00+00'),
	(5, 'LotPutAway', 'lot:2', 1, '{"lot": "2611210002", "place": "BIN-6", "quantity": 900000}', NULL, '2026-11-21 00:15:00+00'),
	(6, 'LotReceived', 'lot:3', 1, '{"lot": "2611210003", "item": "I33", "supplier": "S14", "quantity": 900, "status": "released"}', NULL, '2026-11-21 00:16:00+00'),
	(7, 'LotPutAway', 'lot:3', 1, '{"lot": "2611210003", "place": "BIN-8", "quantity": 900}', NULL, '2026-11-21 00:17:00+00'),
	(8, 'LotReceived', 'lot:4', 1, '{"lot": "2611210004", "item": "I33", "supplier": "S14", "quantity": 300, "status": "released"}', NULL, '2026-11-21 00:18:00+00'),
	(9, 'LotPutAway', 'lot:4', 1, '{"lot": "2611210004", "place": "BIN-9", "quantity": 300}', NULL, '2026-11-21 00:19:00+00'),
	(10, 'LotReceived', 'lot:5', 1, '{"lot": "2611210005", "item": "I34", "supplier": "S14", "quantity": 60000, "status": "released"}', NULL, '2026-11-21 00:20:00+00'),
	(11, 'LotPutAway', 'lot:5', 1, '{"lot": "2611210005", "place": "BIN-11", "quantity": 60000}', NULL, '2026-11-21 00:21:00+00'),
	(12, 'LotReceived', 'lot:6', 1, '{"lot": "2611210006", "item": "I34", "supplier": "S14", "quantity": 20000, "status": "released"}', NULL, '2026-11-21 00:22:00+00'),
	(13, 'LotPutAway', 'lot:6', 1, '{"lot": "2611210006", "place": "BIN-12", "quantity": 20000}', NULL, '2026-11-21 00:23:00+00'),
	(14, 'LotReceived', 'lot:7', 1, '{"lot": "2611210007", "item": "I31", "supplier": "S14", "quantity": 80000, "status": "testing"}', NULL, '2026-11-21 00:24:00+00'),
	(15, 'LotPutAway', 'lot:7', 1, '{"lot": "2611210007", "place": "BIN-8", "quantity": 80000}', NULL, '2026-11-21 00:25:00+00'),
	(16, 'LotReceived', 'lot:8', 1, '{"lot": "2611210008", "item": "I31", "supplier": "S14", "quantity": 40000, "status": "testing"}', NULL, '2026-11-21 00:26:00+00'),
	(17, 'LotPutAway', 'lot:8', 1, '{"lot": "2611210008", "place": "BIN-9", "quantity": 40000}', NULL, '2026-11-21 00:27:00+00'),
	(18, 'LotReceived', 'lot:9', 1, '{"lot": "2611210009", "item": "I31", "supplier": "S14", "quantity": 20000, "status": "testing"}', NULL, '2026-11-21 00:28:00+00'),
	(19, 'LotPutAway', 'lot:9', 1, '{"lot": "2611210009", "place": "BIN-10", "quantity": 20000}', NULL, '2026-11-21 00:29:00+00'),
	(20, 'LotPutAway', 'lot:9', 1, '{"lot": "2611210009", "place": "BIN-9", "quantity": 20000}', NULL, '2026-11-21 00:31:00+00'),
	(21, 'DeviceBack', 'device:scale-50', 1, '{"name_zh": "\u8bbe\u590750", "name_en": "Device 50"}', NULL, '2026-11-21 00:32:00+00'),
	(22, 'LotReceived', 'lot:10', 1, '{"lot": "2611210010", "item": "I31", "supplier": "S14", "quantity": 10000, "status": "testing"}', NULL, '2026-11-21 00:33:00+00'),
	(23, 'LotTested', 'lot:7', NULL, '{"lot": "2611210007", "test": 1, "passed": true, "status": "released"}', 5, '2026-11-21 00:34:00+00'),
	(24, 'LotTested', 'lot:8', NULL, '{"lot": "2611210008", "test": 2, "passed": true, "status": "released"}', 5, '2026-11-21 00:35:00+00'),
	(25, 'LotBlocked', 'lot:9', 1, '{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null}', 5, '2026-11-21 00:36:00+00'),
	(26, 'LotTested', 'lot:9', NULL, '{"lot": "2611210009", "test": 3, "passed": false, "status": "blocked"}', 5, '2026-11-21 00:36:00+00'),
	(27, 'LotRepacked', 'lot:11', 1, '{"lot": "2611210011", "item": "I31", "parents": ["2611210007", "2611210008"], "quantity": 38000, "sell_until": "2026-11-28T00:37:00+00:00"}', 1, '2026-11-21 00:37:00+00'),
	(28, 'DeviceBack', 'device:controller-54', 1, '{"name_zh": "\u8bbe\u590754", "name_en": "Device 54"}', NULL, '2026-11-21 00:43:00+00'),
	(29, 'DeviceBack', 'device:controller-52', 1, '{"name_zh": "\u8bbe\u590752", "name_en": "Device 52"}', NULL, '2026-11-21 00:53:00+00'),
	(30, 'ExcursionOpened', 'excursion:1', 1, '{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": null, "peak": 12.5, "is_late": false}', NULL, '2026-11-21 01:23:00+00'),
	(31, 'LotHeld', 'excursion:1', 1, '{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null}', NULL, '2026-11-21 01:23:00+00'),
	(32, 'ExcursionEnded', 'excursion:1', 1, '{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5}', NULL, '2026-11-21 01:38:00+00'),
	(33, 'ExcursionClosed', 'excursion:1', 1, '{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5, "cause": "\u538b\u7f29\u673a\u8df3\u95f8 compressor tripped", "action": "\u5df2\u590d\u4f4d reset"}', 5, '2026-11-21 01:50:00+00'),
	(34, 'LotReleased', 'lot:3', NULL, '{"lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "sell_until_before": "2026-12-11T00:16:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}', 5, '2026-11-21 01:51:00+00'),
	(35, 'LotReleased', 'lot:4', NULL, '{"lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "sell_until_before": "2026-12-11T00:18:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}', 5, '2026-11-21 01:52:00+00'),
	(36, 'LotReleased', 'lot:7', NULL, '{"lot": "2611210007", "status": "released", "sell_until": "2026-11-22T22:00:00+00:00", "sell_until_before": "2026-11-22T22:00:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}', 5, '2026-11-21 01:53:00+00'),
	(37, 'LotReleased', 'lot:8', NULL, '{"lot": "2611210008", "status": "released", "sell_until": "2026-11-24T00:26:00+00:00", "sell_until_before": "2026-11-24T00:26:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}', 5, '2026-11-21 01:54:00+00'),
	(38, 'SensorSilent', 'excursion:2', 1, '{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false}', NULL, '2026-11-21 01:55:00+00'),
	(39, 'DeviceBack', 'device:scanner-55', 1, '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}', NULL, '2026-11-21 01:57:00+00'),
	(40, 'DeviceWentAway', 'device:scanner-55', 1, '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}', NULL, '2026-11-21 01:58:00+00'),
	(41, 'DeviceBack', 'device:scanner-55', 1, '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}', NULL, '2026-11-21 01:59:00+00'),
	(42, 'DeviceWentAway', 'device:scanner-55', 1, '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}', NULL, '2026-11-21 02:00:00+00'),
	(43, 'ScanRefused', 'station:scanner-49', 1, '{"code": "scan.bad_code", "scanned": "(01)1"}', NULL, '2026-11-21 02:03:00+00'),
	(44, 'StockLost', 'lot:1', 1, '{"lot": "2611210001", "place": "BIN-5", "quantity": 10000, "reason": "damaged"}', 1, '2026-11-21 02:04:00+00'),
	(45, 'OrderPlaced', 'order:1', 1, '{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}', 4, '2026-11-21 02:05:00+00'),
	(46, 'OrderCancelled', 'order:1', 1, '{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "reason": "\u6253\u9519\u4e86 a slip"}', 4, '2026-11-21 02:06:00+00'),
	(47, 'OrderPlaced', 'order:2', 1, '{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13"}', 4, '2026-11-21 02:07:00+00'),
	(48, 'OrderPlaced', 'order:3', 1, '{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13"}', 4, '2026-11-21 02:08:00+00'),
	(49, 'OrderReturned', 'order:2', 1, '{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left"}', 2, '2026-11-21 02:09:00+00'),
	(50, 'OrderReturned', 'order:3', 1, '{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left"}', 2, '2026-11-21 02:10:00+00');
INSERT INTO public.fact VALUES
	(51, 'OrderChanged', 'order:3', 1, '{"number": "SO-20261121-0003", "shop_id": 1, "cents": 6000}', 4, '2026-11-21 02:11:00+00'),
	(52, 'OrderPlaced', 'order:4', 1, '{"number": "SO-20261121-0004", "shop_id": 3, "cents": 5400, "body": "35d960ec50fb955181915d93de468d734c8e2060ed663afee0b03bad332a3901"}', NULL, '2026-11-21 02:12:00+00'),
	(53, 'OrderPlaced', 'order:5', 1, '{"number": "SO-20261121-0005", "shop_id": 3, "cents": 14700, "body": "0b8b5d0f713448e570ee57389fa8a410e1e4c5b0b315b505f1b01837a973e6f0"}', NULL, '2026-11-21 02:13:00+00'),
	(54, 'OrderApproved', 'order:5', 1, '{"number": "SO-20261121-0005", "shop_id": 3, "cents": 8700, "findings": []}', 2, '2026-11-21 02:14:00+00'),
	(55, 'OrderPlaced', 'order:6', 1, '{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "body": "ab7009b1f040a955d84ad64fafd485bc0f8963b7d2b4f6771fb2fd6ed7ddb7f6"}', 4, '2026-11-21 02:15:00+00'),
	(56, 'OrderApproved', 'order:6', 1, '{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "findings": []}', 2, '2026-11-21 02:16:00+00'),
	(57, 'OrderPlaced', 'order:7', 1, '{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "body": "8964e22ab741536b8fbc590c4a5c6fec870bfcb42c9d4d913159354039eefc12"}', NULL, '2026-11-21 02:17:00+00'),
	(58, 'OrderApproved', 'order:7', 1, '{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "findings": []}', 2, '2026-11-21 02:18:00+00'),
	(59, 'WaveFrozen', 'wave:1', 1, '{"wave": "W-20261121-0001", "orders": 2}', 2, '2026-11-21 02:19:00+00'),
	(60, 'WaveReleased', 'wave:1', 1, '{"wave": "W-20261121-0001", "orders": 2}', 2, '2026-11-21 02:20:00+00'),
	(61, 'RoutePlanned', 'wave:1', 1, '{"number": "W-20261121-0001", "trips": 1, "unserved": 0, "engine": "insertion"}', NULL, '2026-11-21 02:21:00+00'),
	(62, 'OrderPicked', 'order:6', 1, '{"order": "SO-20261121-0006"}', 1, '2026-11-21 02:24:00+00'),
	(63, 'OrderPacked', 'order:6', 1, '{"order": "SO-20261121-0006", "parcels": ["369012340000000017", "369012340000000024"], "weight_g": 23600}', 1, '2026-11-21 02:25:00+00'),
	(64, 'OrderPicked', 'order:7', 1, '{"order": "SO-20261121-0007"}', 1, '2026-11-21 02:28:00+00'),
	(65, 'OrderPacked', 'order:7', 1, '{"order": "SO-20261121-0007", "parcels": ["369012340000000031", "369012340000000048"], "weight_g": 31800}', 1, '2026-11-21 02:29:00+00'),
	(66, 'TripLoaded', 'trip:1', 1, '{"trip": "TR-20261121-0001", "vehicle": "V24", "parcels": 4, "weight_g": 55400}', 1, '2026-11-21 02:33:00+00'),
	(67, 'TripDeparted', 'trip:1', 1, '{"number": "TR-20261121-0001", "left_behind": 0}', 3, '2026-11-21 02:34:00+00'),
	(68, 'Delivered', 'order:7', 1, '{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"]}', 3, '2026-11-21 02:36:00+00'),
	(69, 'Delivered', 'order:6', 1, '{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": []}', 3, '2026-11-21 02:38:00+00'),
	(70, 'TripReturned', 'trip:1', 1, '{"number": "TR-20261121-0001", "refused": 20060}', 3, '2026-11-21 02:39:00+00'),
	(71, 'OrderPlaced', 'order:8', 1, '{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}', 4, '2026-11-21 02:40:00+00'),
	(72, 'OrderApproved', 'order:8', 1, '{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "findings": []}', 2, '2026-11-21 02:41:00+00'),
	(73, 'OrderPlaced', 'order:9', 1, '{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "body": "1121e75265446147aa921ea1c35fb72773bcd3bb92a767464e7decf7b450ce6e"}', NULL, '2026-11-21 02:42:00+00'),
	(74, 'OrderApproved', 'order:9', 1, '{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "findings": []}', 2, '2026-11-21 02:43:00+00'),
	(75, 'OrderPlaced', 'order:10', 1, '{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "body": "38a676b68cdb623e42af7c3f73c577d1066a61f48d5a8aca5f1af7a342b5e4b4"}', NULL, '2026-11-21 02:44:00+00'),
	(76, 'OrderApproved', 'order:10', 1, '{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "findings": []}', 2, '2026-11-21 02:45:00+00'),
	(77, 'WaveFrozen', 'wave:2', 1, '{"wave": "W-20261121-0002", "orders": 3}', 2, '2026-11-21 02:46:00+00'),
	(78, 'WaveReleased', 'wave:2', 1, '{"wave": "W-20261121-0002", "orders": 3}', 2, '2026-11-21 02:47:00+00'),
	(79, 'RoutePlanned', 'wave:2', 1, '{"number": "W-20261121-0002", "trips": 1, "unserved": 0, "engine": "insertion"}', NULL, '2026-11-21 02:48:00+00'),
	(80, 'OrderPicked', 'order:8', 1, '{"order": "SO-20261121-0008"}', 1, '2026-11-21 02:50:00+00'),
	(81, 'OrderPacked', 'order:8', 1, '{"order": "SO-20261121-0008", "parcels": ["369012340000000055"], "weight_g": 10000}', 1, '2026-11-21 02:51:00+00'),
	(82, 'OrderPicked', 'order:9', 1, '{"order": "SO-20261121-0009"}', 1, '2026-11-21 02:53:00+00'),
	(83, 'OrderPacked', 'order:9', 1, '{"order": "SO-20261121-0009", "parcels": ["369012340000000062"], "weight_g": 10000}', 1, '2026-11-21 02:54:00+00'),
	(84, 'OrderPicked', 'order:10', 1, '{"order": "SO-20261121-0010"}', 1, '2026-11-21 02:56:00+00'),
	(85, 'OrderPacked', 'order:10', 1, '{"order": "SO-20261121-0010", "parcels": ["369012340000000079"], "weight_g": 10000}', 1, '2026-11-21 02:57:00+00'),
	(86, 'TripLoaded', 'trip:2', 1, '{"trip": "TR-20261121-0002", "vehicle": "V24", "parcels": 3, "weight_g": 30000}', 1, '2026-11-21 03:00:00+00'),
	(87, 'TripDeparted', 'trip:2', 1, '{"number": "TR-20261121-0002", "left_behind": 0}', 3, '2026-11-21 03:01:00+00'),
	(88, 'Delivered', 'order:10', 1, '{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"]}', 3, '2026-11-21 03:03:00+00'),
	(89, 'OrderPlaced', 'order:11', 1, '{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "body": "2f3c9ad76f662c5784735481bb0300018d4779218f2c5d5e2076f433635aeeb8"}', 4, '2026-11-21 03:06:00+00'),
	(90, 'OrderApproved', 'order:11', 1, '{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "findings": []}', 2, '2026-11-21 03:07:00+00'),
	(91, 'OrderPlaced', 'order:12', 1, '{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "body": "a7874c2e453f1b35d365d533ddb5d75b36ef52125f07e435e782aef1de0a23f3"}', NULL, '2026-11-21 03:08:00+00'),
	(92, 'OrderApproved', 'order:12', 1, '{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "findings": []}', 2, '2026-11-21 03:09:00+00'),
	(93, 'OrderPlaced', 'order:13', 1, '{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "body": "6f23d9c30c19fa759454d11583bcec468bf5a42e250be5056169cff25cd05b49"}', NULL, '2026-11-21 03:10:00+00'),
	(94, 'OrderApproved', 'order:13', 1, '{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "findings": []}', 2, '2026-11-21 03:11:00+00'),
	(95, 'OrderPlaced', 'order:14', 1, '{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "body": "40fbcac7ed64e83b4bb3b57d49dfe6dd3298f529dbd0f517d194e7f9b2dbae18"}', NULL, '2026-11-21 03:12:00+00'),
	(96, 'OrderApproved', 'order:14', 1, '{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "findings": []}', 2, '2026-11-21 03:13:00+00'),
	(97, 'OrderPlaced', 'order:15', 1, '{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "body": "5c73b4a75a474da29a58c71fec3382d7183ca1386bd9ae830258d1763119dce2"}', NULL, '2026-11-21 03:14:00+00'),
	(98, 'OrderApproved', 'order:15', 1, '{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "findings": []}', 2, '2026-11-21 03:15:00+00'),
	(99, 'OrderPlaced', 'order:16', 1, '{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "body": "d9be95b34b6a90b24d966ecf1a674e5d39ef6ba8469095440d4a84e5740959f5"}', NULL, '2026-11-21 03:16:00+00'),
	(100, 'OrderApproved', 'order:16', 1, '{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "findings": []}', 2, '2026-11-21 03:17:00+00');
INSERT INTO public.fact VALUES
	(101, 'OrderPlaced', 'order:17', 1, '{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "body": "8a40039a6afa19fd513b469206ab668124143cc44818451457e31828c47b96db"}', NULL, '2026-11-21 03:18:00+00'),
	(102, 'OrderApproved', 'order:17', 1, '{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "findings": [{"code": "order.unusual", "blocks": false, "item": "I32", "quantity": 700000, "usual": 10000}]}', 2, '2026-11-21 03:19:00+00'),
	(103, 'OrderPlaced', 'order:18', 1, '{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}', 4, '2026-11-21 03:20:00+00'),
	(104, 'OrderApproved', 'order:18', 1, '{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "findings": []}', 2, '2026-11-21 03:21:00+00'),
	(105, 'DeviceBack', 'device:controller-53', 1, '{"name_zh": "\u8bbe\u590753", "name_en": "Device 53"}', NULL, '2026-11-21 03:26:00+00'),
	(106, 'ExcursionOpened', 'excursion:3', 1, '{"place": 3, "sensor": 2, "excursion_kind": "high", "started_at": "2026-11-21T03:35:00+00:00", "ended_at": null, "peak": -9.0, "is_late": false}', NULL, '2026-11-21 03:46:00+00'),
	(107, 'LotHeld', 'excursion:3', 1, '{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null}', NULL, '2026-11-21 03:46:00+00'),
	(108, 'WaveFrozen', 'wave:3', 1, '{"wave": "W-20261121-0003", "orders": 8}', 2, '2026-11-21 03:53:00+00'),
	(109, 'WaveShort', 'wave:3', 1, '{"wave": "W-20261121-0003", "shortages": [{"order_id": 15, "order_number": "SO-20261121-0015", "order_line_id": 25, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 4000, "short": 4000}, {"order_id": 16, "order_number": "SO-20261121-0016", "order_line_id": 26, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 2000, "short": 2000}], "lines": 2}', 2, '2026-11-21 03:54:00+00'),
	(110, 'WaveReleased', 'wave:3', 1, '{"wave": "W-20261121-0003", "orders": 7}', 2, '2026-11-21 03:54:00+00'),
	(111, 'OrderCancelled', 'order:18', 1, '{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "reason": null}', 2, '2026-11-21 03:55:00+00'),
	(112, 'RoutePlanned', 'wave:3', 1, '{"number": "W-20261121-0003", "trips": 1, "unserved": 1, "engine": "insertion"}', NULL, '2026-11-21 03:56:00+00'),
	(113, 'OrderPicked', 'order:11', 1, '{"order": "SO-20261121-0011"}', 1, '2026-11-21 03:59:00+00'),
	(114, 'OrderPacked', 'order:11', 1, '{"order": "SO-20261121-0011", "parcels": ["369012340000000086", "369012340000000093"], "weight_g": 11800}', 1, '2026-11-21 04:00:00+00'),
	(115, 'OrderPicked', 'order:12', 1, '{"order": "SO-20261121-0012"}', 1, '2026-11-21 04:03:00+00'),
	(116, 'OrderPacked', 'order:12', 1, '{"order": "SO-20261121-0012", "parcels": ["369012340000000109", "369012340000000116"], "weight_g": 11800}', 1, '2026-11-21 04:04:00+00'),
	(117, 'OrderPicked', 'order:13', 1, '{"order": "SO-20261121-0013"}', 1, '2026-11-21 04:07:00+00'),
	(118, 'DeviceBack', 'device:scanner-51', 1, '{"name_zh": "\u8bbe\u590751", "name_en": "Device 51"}', NULL, '2026-11-21 04:10:00+00'),
	(119, 'OrderPlaced', 'order:19', 1, '{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}', 4, '2026-11-21 04:12:00+00'),
	(120, 'OrderApproved', 'order:19', 1, '{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "findings": []}', 2, '2026-11-21 04:13:00+00'),
	(121, 'OrderPlaced', 'order:20', 1, '{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "body": "72601a0b4c712a2e597d186b00aeaaf26c70c847c76bfa66c4ddde283543bf16"}', NULL, '2026-11-21 04:14:00+00'),
	(122, 'OrderApproved', 'order:20', 1, '{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "findings": []}', 2, '2026-11-21 04:15:00+00'),
	(123, 'WaveFrozen', 'wave:4', 1, '{"wave": "W-20261121-0004", "orders": 2}', 2, '2026-11-21 04:16:00+00'),
	(124, 'WaveReleased', 'wave:4', 1, '{"wave": "W-20261121-0004", "orders": 2}', 2, '2026-11-21 04:17:00+00'),
	(125, 'RoutePlanned', 'wave:4', 1, '{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion"}', NULL, '2026-11-21 04:18:00+00'),
	(126, 'RoutePlanned', 'wave:4', 1, '{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion"}', NULL, '2026-11-21 04:19:00+00'),
	(127, 'OrderPicked', 'order:19', 1, '{"order": "SO-20261121-0019"}', 1, '2026-11-21 04:21:00+00'),
	(128, 'OrderPacked', 'order:19', 1, '{"order": "SO-20261121-0019", "parcels": ["369012340000000123"], "weight_g": 10000}', 1, '2026-11-21 04:22:00+00'),
	(129, 'OrderPlaced', 'order:21', 1, '{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "body": "03260b2adac8e567f8351f9650b251be47b9cdd1c3c4ad0b14516c0b7e2e1312"}', NULL, '2026-11-21 04:23:00+00'),
	(130, 'OrderApproved', 'order:21', 1, '{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "findings": []}', 2, '2026-11-21 04:24:00+00'),
	(131, 'WaveFrozen', 'wave:5', 1, '{"wave": "W-20261121-0005", "orders": 1}', 2, '2026-11-21 04:25:00+00'),
	(132, 'PlanFailed', 'wave:5', 1, '{"number": "W-20261121-0005", "failure": "no street leads there"}', NULL, '2026-11-21 04:26:00+00'),
	(133, 'OrderPlaced', 'order:22', 1, '{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "body": "2202c26d9513e3eef72e341e56518e7844227d44b35bd99364b0dc0c0160601a"}', 4, '2026-11-21 04:27:00+00'),
	(134, 'OrderApproved', 'order:22', 1, '{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "findings": []}', 2, '2026-11-21 04:28:00+00'),
	(135, 'LotBlocked', 'recall:1', 1, '{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again"}', 5, '2026-11-21 04:29:00+00');
INSERT INTO public.field_application VALUES
	(1, 1, 'pesticide', '苦参碱', 'matrine', '0.5 L/mu', '2026-10-22', 14);
INSERT INTO public.field_record VALUES
	(1, 1, 1, 'A-07', '2026-09-22');
INSERT INTO public.hold VALUES
	(1, 9, 'residue', 'test:3', NULL, NULL, '2026-11-21 00:36:00+00', 5, NULL, NULL, NULL),
	(6, 9, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, NULL, NULL, NULL),
	(7, 11, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, NULL, NULL, NULL),
	(2, 3, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, '2026-11-21 01:51:00+00', 5, '品温合格 core temperature fine'),
	(3, 4, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, '2026-11-21 01:52:00+00', 5, '品温合格 core temperature fine'),
	(4, 7, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, '2026-11-21 01:53:00+00', 5, '品温合格 core temperature fine'),
	(5, 8, 'excursion', 'excursion:1', 1, NULL, '2026-11-21 01:23:00+00', NULL, '2026-11-21 01:54:00+00', 5, '品温合格 core temperature fine'),
	(8, 5, 'excursion', 'excursion:3', 3, NULL, '2026-11-21 03:46:00+00', NULL, NULL, NULL, NULL),
	(9, 6, 'excursion', 'excursion:3', 3, NULL, '2026-11-21 03:46:00+00', NULL, NULL, NULL, NULL),
	(10, 7, 'recall', 'recall:1', NULL, '农残复检 tested again', '2026-11-21 04:29:00+00', 5, NULL, NULL, NULL),
	(11, 11, 'recall', 'recall:1', NULL, '农残复检 tested again', '2026-11-21 04:29:00+00', 5, NULL, NULL, NULL);
INSERT INTO public.inbox VALUES
	('2eb8b0dc-809b-44e7-a391-ffa44542706e', 'scanner-49', 'scan', '8df3cdfc16f2fb40eb5e6233648cba63ec884b61573098cefd7cee1844a726f1', '{"data": "CMD-RECEIVE", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.receive", "data": {}, "expects": "label"}', false, '2026-11-21 00:10:00+00', '2026-11-21 00:10:00+00', '2026-11-21 00:10:00+00'),
	('32287606-d188-4737-aa88-0a3271141bde', 'scanner-49', 'scan', '4b4d9606f4e409a4316d461eeef37de08df67ae6f73104150dffeacd67248f86', '{"data": "SUP-S14", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.supplier", "data": {"supplier": "S14", "supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14"}, "expects": "label"}', false, '2026-11-21 00:11:00+00', '2026-11-21 00:11:00+00', '2026-11-21 00:11:00+00'),
	('12efdb9d-a052-452c-a12f-e52117cc5043', 'scanner-49', 'scan', 'c3ec209c10a8f7817d966d49d28c6da0db17159c74ea8fcc04897cd6da008d8a', '{"data": "(01)06900000000328(10)R1(30)90", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "ambient", "suggested": "BIN-5", "lot_id": 1, "lot": "2611210001", "status": "released", "sell_until": "2027-11-21T00:12:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:12:00+00', '2026-11-21 00:12:00+00', '2026-11-21 00:12:00+00'),
	('ce4ec09e-12e6-40b6-a563-84d6dd9ed89e', 'scanner-49', 'scan', '2f74938674c1dbfb7255374d45d52f544f22e2da9269631ccdb6ffbb974f19c5', '{"data": "LOC-BIN-5", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 1, "lot": "2611210001", "status": "released", "sell_until": "2027-11-21T00:12:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g", "place": "BIN-5", "place_zh": "\u4f4d\u7f6e5", "place_en": "bin 5"}, "expects": "label"}', false, '2026-11-21 00:13:00+00', '2026-11-21 00:13:00+00', '2026-11-21 00:13:00+00'),
	('dd47e35e-11cb-4ae3-b69c-ac5f22f37b62', 'scanner-49', 'scan', '7e9158cc6590a94ff334e47a19d617dd8035a44cdd4dd0ce002301ffb2e87411', '{"data": "(01)06900000000328(10)R2(30)90", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "ambient", "suggested": "BIN-5", "lot_id": 2, "lot": "2611210002", "status": "released", "sell_until": "2027-11-21T00:14:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:14:00+00', '2026-11-21 00:14:00+00', '2026-11-21 00:14:00+00'),
	('8c7a2c6f-e49f-48ee-b3f0-45955dd530a9', 'scanner-49', 'scan', '0e9d2c7f41a9a7284ec25b8fc0483638902b0fc494c4673ebdda14ae311bcc8b', '{"data": "LOC-BIN-6", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 2, "lot": "2611210002", "status": "released", "sell_until": "2027-11-21T00:14:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g", "place": "BIN-6", "place_zh": "\u4f4d\u7f6e6", "place_en": "bin 6"}, "expects": "label"}', false, '2026-11-21 00:15:00+00', '2026-11-21 00:15:00+00', '2026-11-21 00:15:00+00'),
	('09d339e3-0f7b-4275-88df-856e93f1f243', 'scanner-49', 'scan', 'db5ea95e57176ba571a3a3dfa56d8b29e73b6f156a74fd1b23a412f73dd4becb', '{"data": "(01)06900000000335(10)E1(30)900", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 3, "lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "quantity": 900, "amount": "900", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc"}, "expects": "place"}', false, '2026-11-21 00:16:00+00', '2026-11-21 00:16:00+00', '2026-11-21 00:16:00+00'),
	('4b16e084-bd86-4c05-aff2-1d38d83c0d99', 'scanner-49', 'scan', 'e4132b49937ba798fa1046bca5bd5144d090fdfb1e8ee315484e8a66834b8e5a', '{"data": "LOC-BIN-8", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 3, "lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "quantity": 900, "amount": "900", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc", "place": "BIN-8", "place_zh": "\u4f4d\u7f6e8", "place_en": "bin 8"}, "expects": "label"}', false, '2026-11-21 00:17:00+00', '2026-11-21 00:17:00+00', '2026-11-21 00:17:00+00'),
	('0af2cdb0-c8c0-41fc-bbb9-7f3e79b57ce0', 'scanner-49', 'scan', '2170139273ce012c7f7dc6d3759b458c3de48aeb5057d6477206d781f6822aab', '{"data": "(01)06900000000335(10)E2(30)300", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 4, "lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "quantity": 300, "amount": "300", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc"}, "expects": "place"}', false, '2026-11-21 00:18:00+00', '2026-11-21 00:18:00+00', '2026-11-21 00:18:00+00'),
	('9944ca77-7e4e-43b5-9402-ea8624d8f678', 'scanner-49', 'scan', '0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77', '{"data": "LOC-BIN-9", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 4, "lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "quantity": 300, "amount": "300", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}', false, '2026-11-21 00:19:00+00', '2026-11-21 00:19:00+00', '2026-11-21 00:19:00+00'),
	('151d5c65-1389-4e7b-8b07-1e767f32cd1d', 'scanner-49', 'scan', '189115120c560b888b69454f3645284a15f6a9dee6c58158664ee576379221a2', '{"data": "(01)06900000000342(10)D1(30)60", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "frozen", "suggested": "BIN-11", "lot_id": 5, "lot": "2611210005", "status": "released", "sell_until": "2027-05-20T00:20:00+00:00", "quantity": 60000, "amount": "60 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:20:00+00', '2026-11-21 00:20:00+00', '2026-11-21 00:20:00+00'),
	('3329c5db-71a2-4fa9-b90b-ed7f1abe7296', 'scanner-49', 'scan', '6e9af9d1045dcaef839a34f3bbc1dc5ed60b9a04be7b28d5247aa4ff9976c510', '{"data": "LOC-BIN-11", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 5, "lot": "2611210005", "status": "released", "sell_until": "2027-05-20T00:20:00+00:00", "quantity": 60000, "amount": "60 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g", "place": "BIN-11", "place_zh": "\u4f4d\u7f6e11", "place_en": "bin 11"}, "expects": "label"}', false, '2026-11-21 00:21:00+00', '2026-11-21 00:21:00+00', '2026-11-21 00:21:00+00'),
	('0ccd368b-092a-45af-bd01-332a64aa024c', 'scanner-49', 'scan', '3769e1d004685b525c13d02633e5058df081f123ddc947cd85025acce9af3b38', '{"data": "(01)1", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "stop", "code": "scan.bad_code", "data": {"next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "reason": "length"}, "expects": "place"}', true, '2026-11-21 01:56:00+00', '2026-11-21 01:56:00+00', NULL),
	('98dabcbd-504f-4e5c-86e3-25cff4664ac4', 'scanner-49', 'scan', '97a6f2d5409a7b8242f2c7539deebd0441a8bb735b09e5d779675263d0e1fe6a', '{"data": "(01)06900000000342(10)D2(3103)020000", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "frozen", "suggested": "BIN-11", "lot_id": 6, "lot": "2611210006", "status": "released", "sell_until": "2027-05-20T00:22:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:22:00+00', '2026-11-21 00:22:00+00', '2026-11-21 00:22:00+00'),
	('b1bd8fb1-b48d-4b13-9fff-7064cbd62e1e', 'scanner-49', 'scan', '329ecffa8c85102f98e58266f65b1d772c6bd4e5f3886bfc209a9dff0b4c2457', '{"data": "LOC-BIN-12", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 6, "lot": "2611210006", "status": "released", "sell_until": "2027-05-20T00:22:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g", "place": "BIN-12", "place_zh": "\u4f4d\u7f6e12", "place_en": "bin 12"}, "expects": "label"}', false, '2026-11-21 00:23:00+00', '2026-11-21 00:23:00+00', '2026-11-21 00:23:00+00'),
	('dd781976-b685-4457-9fa4-f0fd3399854f', 'scanner-49', 'scan', '2357132b27a335a6ad1a1cd520391d0d56c2d3203c0ad942d4c76b0449cb59d4', '{"data": "(01)06900000000311(10)C1(30)8(7007)261120", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 7, "lot": "2611210007", "status": "testing", "sell_until": "2026-11-22T22:00:00+00:00", "quantity": 80000, "amount": "80 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:24:00+00', '2026-11-21 00:24:00+00', '2026-11-21 00:24:00+00'),
	('ea000bfd-6251-45d9-a39a-9418960a462e', 'scanner-49', 'scan', 'e4132b49937ba798fa1046bca5bd5144d090fdfb1e8ee315484e8a66834b8e5a', '{"data": "LOC-BIN-8", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 7, "lot": "2611210007", "status": "testing", "sell_until": "2026-11-22T22:00:00+00:00", "quantity": 80000, "amount": "80 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-8", "place_zh": "\u4f4d\u7f6e8", "place_en": "bin 8"}, "expects": "label"}', false, '2026-11-21 00:25:00+00', '2026-11-21 00:25:00+00', '2026-11-21 00:25:00+00'),
	('25bc76f3-7a87-494e-b272-9aec3e850a31', 'scanner-49', 'scan', 'ecb84b404cfe2d0ce26ce742442520a83d6a3ea4798827f0356ef6580f9d7ebc', '{"data": "(01)06900000000311(10)C2(30)4", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 8, "lot": "2611210008", "status": "testing", "sell_until": "2026-11-24T00:26:00+00:00", "quantity": 40000, "amount": "40 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:26:00+00', '2026-11-21 00:26:00+00', '2026-11-21 00:26:00+00'),
	('560fc243-0a2b-4701-b6b8-a993cc52e764', 'scanner-49', 'scan', '0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77', '{"data": "LOC-BIN-9", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 8, "lot": "2611210008", "status": "testing", "sell_until": "2026-11-24T00:26:00+00:00", "quantity": 40000, "amount": "40 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}', false, '2026-11-21 00:27:00+00', '2026-11-21 00:27:00+00', '2026-11-21 00:27:00+00'),
	('321ad15f-0a4d-477a-bc37-00cf2aa3b3bb', 'scanner-49', 'scan', 'a887a1194273cb776065ff7207ce7510199e61d9700ab6c22f46fa05971b0827', '{"data": "(01)06900000000311(10)C3(30)2", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:28:00+00', '2026-11-21 00:28:00+00', '2026-11-21 00:28:00+00'),
	('9ed9d34e-8fdd-4b50-acb3-d307f2d9de79', 'scanner-49', 'scan', 'fcda23454bfe4980bae0b046be53c4793ebd81704ad407729e3b4b3d3d584255', '{"data": "LOC-BIN-10", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-10", "place_zh": "\u4f4d\u7f6e10", "place_en": "bin 10"}, "expects": "label"}', false, '2026-11-21 00:29:00+00', '2026-11-21 00:29:00+00', '2026-11-21 00:29:00+00'),
	('8f7a6fee-1537-48ad-ae87-71e7f71d9e8a', 'scanner-49', 'scan', '7c8de2bb223f50cd4e6daff15c7dc6d1a72d383e46adb462b51854c25c600137', '{"data": "CMD-UNDO", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.undone_put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:30:00+00', '2026-11-21 00:30:00+00', '2026-11-21 00:30:00+00'),
	('29318a22-1c54-4a69-a2e1-7ec3f50b189e', 'scanner-49', 'scan', '0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77', '{"data": "LOC-BIN-9", "aim": null, "symbology": null}', '{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}', false, '2026-11-21 00:31:00+00', '2026-11-21 00:31:00+00', '2026-11-21 00:31:00+00'),
	('00a4c684-da36-43c7-9338-d8af4bf8faaa', 'scanner-49', 'scan', '5959ef80f610c5ef8cd9791378970330d10e46c2f1a4d3df6fd04c7c2c4c92c3', '{"data": "(01)06900000000311(10)C4", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}', false, '2026-11-21 00:33:00+00', '2026-11-21 00:33:00+00', '2026-11-21 00:33:00+00'),
	('78c5b5a5-fe74-4fe6-81ea-e8812c1480cb', 'scanner-49', 'scan', 'cf32192b4222bfb7432c616b8cc0f8ea6ac78678cd6def1e1b78d65b9e279dd3', '{"data": "no such label", "aim": null, "symbology": null}', '{"flow": "receive", "step": "place", "tone": "warn", "code": "floor.place_expected", "data": {"next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "lot": "2611210010"}, "expects": "place"}', false, '2026-11-21 01:56:00+00', '2026-11-21 01:56:00+00', '2026-11-21 01:56:00+00'),
	('136b252d-4257-40ce-8781-d3fc5406d43e', 'user:3', 'proof', 'a8f127921c557141f15ec4aa60469fceb0529f131d0ca770f2ec43332a0f0f17', '{"stop": 1, "received_by": "\u5e97\u5458 assistant"}', '{"received_at": "2026-11-21T02:36:00+00:00"}', false, '2026-11-21 02:35:00+00', '2026-11-21 02:36:00+00', '2026-11-21 02:36:00+00'),
	('ef993bcc-a86f-464b-a73e-5a395b41d6f3', 'user:3', 'proof', 'b7c3d2661d175e340610d1d3c52e7a26f4b8c8ee6b76e86cdca36107cea9149b', '{"stop": 2, "received_by": "\u5e97\u5458 assistant"}', '{"received_at": "2026-11-21T02:38:00+00:00"}', false, '2026-11-21 02:37:00+00', '2026-11-21 02:38:00+00', '2026-11-21 02:38:00+00'),
	('e775e647-e925-4762-a96d-35eed7047512', 'user:3', 'proof', '77bf698992dad219e24b0c4df8684daf7fdbe9cf81b51390161456250ec5ed2b', '{"stop": 3, "received_by": "\u5e97\u5458 assistant"}', '{"received_at": "2026-11-21T03:03:00+00:00"}', false, '2026-11-21 04:02:00+00', '2026-11-21 03:03:00+00', '2026-11-21 03:03:00+00'),
	('415bbc64-4010-464a-9e1a-6ac4b52bb27f', 'scanner-51', 'scan', '65db5432700884fbb7b77dea3ff70ab2bbde58246753775643fbcfe4722be554', '{"data": "CMD-PICK", "aim": null, "symbology": null}', '{"flow": "pick", "step": "order", "tone": "ok", "code": "floor.pick", "data": {}, "expects": "order"}', false, '2026-11-21 04:10:00+00', '2026-11-21 04:10:00+00', '2026-11-21 04:10:00+00'),
	('d8861996-5372-4be1-b214-19d52c734f7b', 'scanner-51', 'scan', 'd6ab3fcf75d641b20d47549cc037be41ea9a95cc268ba5ff0b4c3ad897b1a54a', '{"data": "SO-20261121-0014", "aim": null, "symbology": null}', '{"flow": "pick", "step": "goods", "tone": "ok", "code": "floor.pick_next", "data": {"shop": "SH43", "shop_zh": "\u793e\u533a\u5e9743", "shop_en": "Shop 43", "order": "SO-20261121-0014", "left": 2, "cut": [], "place": "BIN-5", "lot": "2611210001", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "unit": "g", "quantity": 10000, "amount": "10 kg"}, "expects": "lot"}', false, '2026-11-21 04:11:00+00', '2026-11-21 04:11:00+00', '2026-11-21 04:11:00+00');
INSERT INTO public.item VALUES
	(1, 'I31', '06900000000311', '商品31', 'Item 31', 'leaf', '', 'g', 'chilled', 10000, 1, 400, 72, true, true),
	(2, 'I32', '06900000000328', '商品32', 'Item 32', 'leaf', '', 'g', 'ambient', 10000, 1, 600, 8760, false, true),
	(3, 'I33', '06900000000335', '商品33', 'Item 33', 'leaf', '', 'pc', 'chilled', 30, 60, 90, 480, false, true),
	(4, 'I34', '06900000000342', '商品34', 'Item 34', 'leaf', '', 'g', 'frozen', 1000, 1, 400, 4320, false, true);
INSERT INTO public.job VALUES
	('cut_off', '2026-11-22 06:00:00+00', NULL, NULL),
	('silence', '2026-11-21 06:53:00+00', NULL, NULL),
	('partitions', '2026-11-21 18:10:00+00', NULL, NULL),
	('express', '2026-11-21 06:54:00+00', '2026-11-21 06:53:00+00', NULL),
	('clean_up', '2026-11-21 06:55:00+00', NULL, 'disk full');
INSERT INTO public.login_attempt VALUES
	(2, 'nobody', '192.0.2.2', '2026-11-21 00:05:00+00');
INSERT INTO public.login_session VALUES
	('cc7dd5268793fb232d06a98389fb6098b1cda4b0a494f2297b2c79b0b1162dc3', 1, 'iMrZrcIZxzXMq9he2FShAE9X4-gSh-xZVb9dhQMBKcA', '2026-11-21 00:05:00+00', '2026-11-21 12:05:00+00');
INSERT INTO public.lot VALUES
	(1, '2611210001', 2, 1, NULL, 'R1', 'air', '2026-11-21 00:12:00+00', '2026-11-21 00:12:00+00', '2027-11-21 00:12:00+00', 'released'),
	(2, '2611210002', 2, 1, NULL, 'R2', 'air', '2026-11-21 00:14:00+00', '2026-11-21 00:14:00+00', '2027-11-21 00:14:00+00', 'released'),
	(10, '2611210010', 1, 1, 1, 'C4', 'air', '2026-11-21 00:33:00+00', '2026-11-21 00:33:00+00', '2026-11-24 00:33:00+00', 'testing'),
	(9, '2611210009', 1, 1, 1, 'C3', 'air', '2026-11-21 00:28:00+00', '2026-11-21 00:28:00+00', '2026-11-24 00:28:00+00', 'blocked'),
	(3, '2611210003', 3, 1, NULL, 'E1', 'air', '2026-11-21 00:16:00+00', '2026-11-21 00:16:00+00', '2026-12-11 00:16:00+00', 'released'),
	(4, '2611210004', 3, 1, NULL, 'E2', 'air', '2026-11-21 00:18:00+00', '2026-11-21 00:18:00+00', '2026-12-11 00:18:00+00', 'released'),
	(8, '2611210008', 1, 1, 1, 'C2', 'air', '2026-11-21 00:26:00+00', '2026-11-21 00:26:00+00', '2026-11-24 00:26:00+00', 'released'),
	(5, '2611210005', 4, 1, NULL, 'D1', 'air', '2026-11-21 00:20:00+00', '2026-11-21 00:20:00+00', '2027-05-20 00:20:00+00', 'held'),
	(6, '2611210006', 4, 1, NULL, 'D2', 'air', '2026-11-21 00:22:00+00', '2026-11-21 00:22:00+00', '2027-05-20 00:22:00+00', 'held'),
	(7, '2611210007', 1, 1, 1, 'C1', 'air', '2026-11-19 22:00:00+00', '2026-11-21 00:24:00+00', '2026-11-22 22:00:00+00', 'blocked'),
	(11, '2611210011', 1, 1, 1, NULL, 'nitrogen', '2026-11-19 22:00:00+00', '2026-11-21 00:37:00+00', '2026-11-28 00:37:00+00', 'blocked');
INSERT INTO public.lot_link VALUES
	(7, 11, 19000, '2026-11-21 00:37:00+00'),
	(8, 11, 19000, '2026-11-21 00:37:00+00');
INSERT INTO public.move VALUES
	('f0e3c7ee-5715-58be-97d8-cd6ba8197bd0', 1, 13, 16, 900000, 'receive', NULL, NULL, NULL, '2026-11-21 00:12:00+00'),
	('9bd9f5f5-58d3-509c-b4e6-5c9182ff4bb2', 1, 16, 4, 900000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:13:00+00'),
	('1487a4d0-17d6-5a44-a5f2-3b0c9c3d6579', 2, 13, 16, 900000, 'receive', NULL, NULL, NULL, '2026-11-21 00:14:00+00'),
	('4e12f6c0-3f47-5efc-a2bf-a8bc22ddaf73', 2, 16, 5, 900000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:15:00+00'),
	('ec854a51-fbb5-5f28-afde-ec9e1bad952d', 3, 13, 16, 900, 'receive', NULL, NULL, NULL, '2026-11-21 00:16:00+00'),
	('8ffe9e96-97c5-52e0-adba-ac41b1323477', 3, 16, 7, 900, 'put_away', NULL, NULL, NULL, '2026-11-21 00:17:00+00'),
	('d8ae9a71-61f0-5c43-b100-ea58fbf332a6', 4, 13, 16, 300, 'receive', NULL, NULL, NULL, '2026-11-21 00:18:00+00'),
	('41a517a3-b696-5d6c-b1e9-3e3b02a503a0', 4, 16, 8, 300, 'put_away', NULL, NULL, NULL, '2026-11-21 00:19:00+00'),
	('0ff4a677-3a73-53d3-aca1-459ced44ba54', 5, 13, 16, 60000, 'receive', NULL, NULL, NULL, '2026-11-21 00:20:00+00'),
	('1e5b08db-a922-5e17-93bb-373feabdafb8', 5, 16, 10, 60000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:21:00+00'),
	('f0bd715a-ef18-5427-8e02-689e62f62a34', 6, 13, 16, 20000, 'receive', NULL, NULL, NULL, '2026-11-21 00:22:00+00'),
	('5ff46c82-af49-5fa0-9bbd-d037a16ba2c6', 6, 16, 11, 20000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:23:00+00'),
	('5012d97d-4145-5175-ad3a-e978c789bc58', 7, 13, 16, 80000, 'receive', NULL, NULL, NULL, '2026-11-21 00:24:00+00'),
	('f58b2a72-eb2a-5a53-a575-a879da09a2a7', 7, 16, 7, 80000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:25:00+00'),
	('79fb06dd-486a-54de-acc8-f7f00435fac9', 8, 13, 16, 40000, 'receive', NULL, NULL, NULL, '2026-11-21 00:26:00+00'),
	('432d155e-003e-5902-b057-15132951b250', 8, 16, 8, 40000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:27:00+00'),
	('3a3b312b-fb9d-5d93-bab5-9131abdd7277', 9, 13, 16, 20000, 'receive', NULL, NULL, NULL, '2026-11-21 00:28:00+00'),
	('02bdb7af-636d-5c24-978b-e765ac3789f0', 9, 16, 9, 20000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:29:00+00'),
	('8c151212-1fc9-5f18-91ca-c7e89a399215', 9, 9, 16, 20000, 'correction', NULL, NULL, NULL, '2026-11-21 00:30:00+00'),
	('8f9d98a0-a4de-5cff-9e5c-6b610ebac270', 9, 16, 8, 20000, 'put_away', NULL, NULL, NULL, '2026-11-21 00:31:00+00'),
	('19b9ac05-43d8-5c49-a5dd-418328e315b1', 10, 13, 16, 10000, 'receive', NULL, NULL, NULL, '2026-11-21 00:33:00+00'),
	('860c974b-8264-5b29-8126-f37e68520c36', 7, 7, 19, 20000, 'repack', NULL, NULL, 1, '2026-11-21 00:37:00+00'),
	('6b1286c9-2ba5-5d47-b643-a1015155e3fe', 7, 19, 18, 1000, 'loss', 'trimming', NULL, 1, '2026-11-21 00:37:00+00'),
	('b64ff5b0-5e8b-5433-8b3c-c41a71f8eb7a', 8, 8, 19, 20000, 'repack', NULL, NULL, 1, '2026-11-21 00:37:00+00'),
	('ec193cd6-59bc-537a-8d82-8acef0b702a5', 8, 19, 18, 1000, 'loss', 'trimming', NULL, 1, '2026-11-21 00:37:00+00'),
	('e3391b58-0b9d-56f4-b52d-3b5676317990', 11, 19, 9, 38000, 'repack', NULL, NULL, 1, '2026-11-21 00:37:00+00'),
	('19eda531-0c09-5008-86a0-a6992982d306', 1, 4, 18, 10000, 'loss', 'damaged', NULL, 1, '2026-11-21 02:04:00+00'),
	('f678235b-847c-5a4f-bb0c-eb30107efd76', 1, 4, 17, 20000, 'pick', NULL, 9, 1, '2026-11-21 02:23:00+00'),
	('b8cc4248-a960-5329-a5fd-7686f8032a20', 3, 7, 17, 60, 'pick', NULL, 10, 1, '2026-11-21 02:24:00+00'),
	('f0f76e2c-e36d-5b2d-a4d3-6eab22593144', 1, 4, 17, 30000, 'pick', NULL, 11, 1, '2026-11-21 02:27:00+00'),
	('070ba946-80b9-509c-a823-1655b00aad4f', 3, 7, 17, 30, 'pick', NULL, 12, 1, '2026-11-21 02:28:00+00'),
	('9c481c2b-2750-52de-86cd-c39b4f8f372d', 1, 17, 15, 20000, 'load', NULL, 9, 1, '2026-11-21 02:31:00+00'),
	('f4fd778a-794a-5c70-84df-6ee493c351b5', 3, 17, 15, 60, 'load', NULL, 10, 1, '2026-11-21 02:31:00+00'),
	('ab0314b9-6144-5fa2-ac3c-6eccdfaecbac', 1, 17, 15, 30000, 'load', NULL, 11, 1, '2026-11-21 02:33:00+00'),
	('0ba05be6-69c6-5cb4-9099-1323d0f7927e', 3, 17, 15, 30, 'load', NULL, 12, 1, '2026-11-21 02:33:00+00'),
	('64b59b47-ef96-5df0-837f-cd49b191f270', 1, 15, 25, 29990, 'deliver', NULL, 11, 3, '2026-11-21 02:36:00+00'),
	('f93f84fc-a139-5087-89ab-e4e272adfa2a', 3, 15, 25, 20, 'deliver', NULL, 12, 3, '2026-11-21 02:36:00+00'),
	('da9efa74-304a-595c-adbc-930dbc037bee', 1, 15, 18, 10, 'loss', 'short', 11, 3, '2026-11-21 02:36:00+00'),
	('58404ab3-5fde-56df-aa7c-ed09f4b091fa', 3, 15, 18, 10, 'loss', 'short', 12, 3, '2026-11-21 02:36:00+00'),
	('76bf0bdb-7ba4-567e-8022-1d1cbe365ec8', 1, 15, 16, 20000, 'return', 'not_ordered', 9, 3, '2026-11-21 02:39:00+00'),
	('b3499a24-9cb6-5a58-b40e-d9cc0cbb1ffc', 3, 15, 16, 60, 'return', 'not_ordered', 10, 3, '2026-11-21 02:39:00+00'),
	('0372cec4-f5b7-5511-9297-98937d34e738', 1, 4, 17, 10000, 'pick', NULL, 13, 1, '2026-11-21 02:50:00+00'),
	('a9a4c25d-6a8e-58a7-a3d9-ae160b042caa', 1, 4, 17, 10000, 'pick', NULL, 14, 1, '2026-11-21 02:53:00+00'),
	('4c2dd47d-1e76-5c9e-970e-5bc55a8eff3a', 1, 4, 17, 10000, 'pick', NULL, 15, 1, '2026-11-21 02:56:00+00'),
	('f94495df-7919-5fb8-bc45-def43a2451e4', 1, 17, 15, 10000, 'load', NULL, 13, 1, '2026-11-21 02:58:00+00'),
	('3084c40e-f6d4-5c07-b8b5-c245d2a77668', 1, 17, 15, 10000, 'load', NULL, 14, 1, '2026-11-21 02:59:00+00'),
	('ace3f74b-9995-5a8a-b44e-01163a67630a', 1, 17, 15, 10000, 'load', NULL, 15, 1, '2026-11-21 03:00:00+00'),
	('93f63437-a1e3-5dcf-be22-5cc32f7781df', 1, 15, 26, 10000, 'deliver', NULL, 15, 3, '2026-11-21 03:03:00+00'),
	('97f61314-4396-52a8-bdd2-2c9ac311ef46', 1, 4, 17, 10000, 'pick', NULL, 16, 1, '2026-11-21 03:58:00+00'),
	('14c29bd2-e719-52b1-a851-9269b63ce7c4', 3, 7, 17, 30, 'pick', NULL, 17, 1, '2026-11-21 03:59:00+00');
INSERT INTO public.move VALUES
	('785c99f4-abb8-5af4-9662-c273f03f5e2b', 1, 4, 17, 10000, 'pick', NULL, 18, 1, '2026-11-21 04:02:00+00'),
	('9383c1ee-1aef-5a80-8771-ee2e04fd337d', 3, 7, 17, 30, 'pick', NULL, 19, 1, '2026-11-21 04:03:00+00'),
	('340fe6c4-f17e-521e-a655-0c8abb18b1ce', 1, 4, 17, 10000, 'pick', NULL, 20, 1, '2026-11-21 04:06:00+00'),
	('fdd56132-9eec-50a0-beb0-d7db0fe34862', 3, 7, 17, 30, 'pick', NULL, 21, 1, '2026-11-21 04:07:00+00'),
	('6ae6bc2b-d35d-5321-8df2-6512094afdc2', 1, 17, 23, 10000, 'load', NULL, 16, 1, '2026-11-21 04:09:00+00'),
	('cdd33413-7e61-528c-95b4-d1be44a61325', 3, 17, 23, 30, 'load', NULL, 17, 1, '2026-11-21 04:09:00+00'),
	('b28d705a-ed4a-5243-a40b-e9e18e58beec', 1, 4, 17, 10000, 'pick', NULL, 29, 1, '2026-11-21 04:21:00+00');
INSERT INTO public.notice VALUES
	(2, 25, 'dispatcher', 1, NULL, 'LotBlocked', '{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null, "subject": "lot:9"}', '2026-11-21 00:36:00+00', NULL),
	(3, 30, 'quality', 1, NULL, 'ExcursionOpened', '{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": null, "peak": 12.5, "is_late": false, "subject": "excursion:1"}', '2026-11-21 01:23:00+00', NULL),
	(4, 31, 'quality', 1, NULL, 'LotHeld', '{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null, "subject": "excursion:1"}', '2026-11-21 01:23:00+00', NULL),
	(5, 31, 'dispatcher', 1, NULL, 'LotHeld', '{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null, "subject": "excursion:1"}', '2026-11-21 01:23:00+00', NULL),
	(6, 32, 'quality', 1, NULL, 'ExcursionEnded', '{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5, "subject": "excursion:1"}', '2026-11-21 01:38:00+00', NULL),
	(7, 34, 'dispatcher', NULL, NULL, 'LotReleased', '{"lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "sell_until_before": "2026-12-11T00:16:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:3"}', '2026-11-21 01:51:00+00', NULL),
	(8, 35, 'dispatcher', NULL, NULL, 'LotReleased', '{"lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "sell_until_before": "2026-12-11T00:18:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:4"}', '2026-11-21 01:52:00+00', NULL),
	(9, 36, 'dispatcher', NULL, NULL, 'LotReleased', '{"lot": "2611210007", "status": "released", "sell_until": "2026-11-22T22:00:00+00:00", "sell_until_before": "2026-11-22T22:00:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:7"}', '2026-11-21 01:53:00+00', NULL),
	(10, 37, 'dispatcher', NULL, NULL, 'LotReleased', '{"lot": "2611210008", "status": "released", "sell_until": "2026-11-24T00:26:00+00:00", "sell_until_before": "2026-11-24T00:26:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:8"}', '2026-11-21 01:54:00+00', NULL),
	(11, 38, 'quality', 1, NULL, 'SensorSilent', '{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false, "subject": "excursion:2"}', '2026-11-21 01:55:00+00', NULL),
	(12, 38, 'admin', 1, NULL, 'SensorSilent', '{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false, "subject": "excursion:2"}', '2026-11-21 01:55:00+00', NULL),
	(13, 40, 'quality', 1, NULL, 'DeviceWentAway', '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}', '2026-11-21 01:58:00+00', NULL),
	(14, 40, 'admin', 1, NULL, 'DeviceWentAway', '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}', '2026-11-21 01:58:00+00', NULL),
	(15, 42, 'quality', 1, NULL, 'DeviceWentAway', '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}', '2026-11-21 02:00:00+00', NULL),
	(16, 42, 'admin', 1, NULL, 'DeviceWentAway', '{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}', '2026-11-21 02:00:00+00', NULL),
	(17, 45, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:1"}', '2026-11-21 02:05:00+00', NULL),
	(18, 47, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13", "subject": "order:2"}', '2026-11-21 02:07:00+00', NULL),
	(19, 48, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13", "subject": "order:3"}', '2026-11-21 02:08:00+00', NULL),
	(20, 49, 'shop', NULL, 1, 'OrderReturned', '{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left", "subject": "order:2"}', '2026-11-21 02:09:00+00', NULL),
	(21, 50, 'shop', NULL, 1, 'OrderReturned', '{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left", "subject": "order:3"}', '2026-11-21 02:10:00+00', NULL),
	(22, 52, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0004", "shop_id": 3, "cents": 5400, "body": "35d960ec50fb955181915d93de468d734c8e2060ed663afee0b03bad332a3901", "subject": "order:4"}', '2026-11-21 02:12:00+00', NULL),
	(23, 53, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0005", "shop_id": 3, "cents": 14700, "body": "0b8b5d0f713448e570ee57389fa8a410e1e4c5b0b315b505f1b01837a973e6f0", "subject": "order:5"}', '2026-11-21 02:13:00+00', NULL),
	(24, 54, 'shop', NULL, 3, 'OrderApproved', '{"number": "SO-20261121-0005", "shop_id": 3, "cents": 8700, "findings": [], "subject": "order:5"}', '2026-11-21 02:14:00+00', NULL),
	(25, 55, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "body": "ab7009b1f040a955d84ad64fafd485bc0f8963b7d2b4f6771fb2fd6ed7ddb7f6", "subject": "order:6"}', '2026-11-21 02:15:00+00', NULL),
	(26, 56, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "findings": [], "subject": "order:6"}', '2026-11-21 02:16:00+00', NULL),
	(27, 57, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "body": "8964e22ab741536b8fbc590c4a5c6fec870bfcb42c9d4d913159354039eefc12", "subject": "order:7"}', '2026-11-21 02:17:00+00', NULL),
	(28, 58, 'shop', NULL, 3, 'OrderApproved', '{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "findings": [], "subject": "order:7"}', '2026-11-21 02:18:00+00', NULL),
	(29, 61, 'dispatcher', 1, NULL, 'RoutePlanned', '{"number": "W-20261121-0001", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:1"}', '2026-11-21 02:21:00+00', NULL),
	(30, 68, 'shop', NULL, 3, 'Delivered', '{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"], "subject": "order:7"}', '2026-11-21 02:36:00+00', NULL),
	(31, 68, 'dispatcher', 1, NULL, 'Delivered', '{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"], "subject": "order:7"}', '2026-11-21 02:36:00+00', NULL),
	(32, 69, 'shop', NULL, 1, 'Delivered', '{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": [], "subject": "order:6"}', '2026-11-21 02:38:00+00', NULL),
	(33, 69, 'dispatcher', 1, NULL, 'Delivered', '{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": [], "subject": "order:6"}', '2026-11-21 02:38:00+00', NULL),
	(34, 71, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:8"}', '2026-11-21 02:40:00+00', NULL),
	(35, 72, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:8"}', '2026-11-21 02:41:00+00', NULL),
	(36, 73, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "body": "1121e75265446147aa921ea1c35fb72773bcd3bb92a767464e7decf7b450ce6e", "subject": "order:9"}', '2026-11-21 02:42:00+00', NULL),
	(37, 74, 'shop', NULL, 3, 'OrderApproved', '{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "findings": [], "subject": "order:9"}', '2026-11-21 02:43:00+00', NULL),
	(38, 75, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "body": "38a676b68cdb623e42af7c3f73c577d1066a61f48d5a8aca5f1af7a342b5e4b4", "subject": "order:10"}', '2026-11-21 02:44:00+00', NULL),
	(39, 76, 'shop', NULL, 4, 'OrderApproved', '{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "findings": [], "subject": "order:10"}', '2026-11-21 02:45:00+00', NULL),
	(40, 79, 'dispatcher', 1, NULL, 'RoutePlanned', '{"number": "W-20261121-0002", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:2"}', '2026-11-21 02:48:00+00', NULL),
	(41, 88, 'shop', NULL, 4, 'Delivered', '{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"], "subject": "order:10"}', '2026-11-21 03:03:00+00', NULL),
	(42, 88, 'dispatcher', 1, NULL, 'Delivered', '{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"], "subject": "order:10"}', '2026-11-21 03:03:00+00', NULL),
	(43, 89, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "body": "2f3c9ad76f662c5784735481bb0300018d4779218f2c5d5e2076f433635aeeb8", "subject": "order:11"}', '2026-11-21 03:06:00+00', NULL),
	(44, 90, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "findings": [], "subject": "order:11"}', '2026-11-21 03:07:00+00', NULL),
	(45, 91, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "body": "a7874c2e453f1b35d365d533ddb5d75b36ef52125f07e435e782aef1de0a23f3", "subject": "order:12"}', '2026-11-21 03:08:00+00', NULL),
	(46, 92, 'shop', NULL, 3, 'OrderApproved', '{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "findings": [], "subject": "order:12"}', '2026-11-21 03:09:00+00', NULL),
	(47, 93, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "body": "6f23d9c30c19fa759454d11583bcec468bf5a42e250be5056169cff25cd05b49", "subject": "order:13"}', '2026-11-21 03:10:00+00', NULL),
	(48, 94, 'shop', NULL, 4, 'OrderApproved', '{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "findings": [], "subject": "order:13"}', '2026-11-21 03:11:00+00', NULL),
	(49, 95, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "body": "40fbcac7ed64e83b4bb3b57d49dfe6dd3298f529dbd0f517d194e7f9b2dbae18", "subject": "order:14"}', '2026-11-21 03:12:00+00', NULL),
	(50, 96, 'shop', NULL, 2, 'OrderApproved', '{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "findings": [], "subject": "order:14"}', '2026-11-21 03:13:00+00', NULL),
	(51, 97, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "body": "5c73b4a75a474da29a58c71fec3382d7183ca1386bd9ae830258d1763119dce2", "subject": "order:15"}', '2026-11-21 03:14:00+00', NULL);
INSERT INTO public.notice VALUES
	(52, 98, 'shop', NULL, 3, 'OrderApproved', '{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "findings": [], "subject": "order:15"}', '2026-11-21 03:15:00+00', NULL),
	(53, 99, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "body": "d9be95b34b6a90b24d966ecf1a674e5d39ef6ba8469095440d4a84e5740959f5", "subject": "order:16"}', '2026-11-21 03:16:00+00', NULL),
	(54, 100, 'shop', NULL, 4, 'OrderApproved', '{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "findings": [], "subject": "order:16"}', '2026-11-21 03:17:00+00', NULL),
	(55, 101, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "body": "8a40039a6afa19fd513b469206ab668124143cc44818451457e31828c47b96db", "subject": "order:17"}', '2026-11-21 03:18:00+00', NULL),
	(56, 102, 'shop', NULL, 2, 'OrderApproved', '{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "findings": [{"code": "order.unusual", "blocks": false, "item": "I32", "quantity": 700000, "usual": 10000}], "subject": "order:17"}', '2026-11-21 03:19:00+00', NULL),
	(57, 103, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:18"}', '2026-11-21 03:20:00+00', NULL),
	(58, 104, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:18"}', '2026-11-21 03:21:00+00', NULL),
	(59, 106, 'quality', 1, NULL, 'ExcursionOpened', '{"place": 3, "sensor": 2, "excursion_kind": "high", "started_at": "2026-11-21T03:35:00+00:00", "ended_at": null, "peak": -9.0, "is_late": false, "subject": "excursion:3"}', '2026-11-21 03:46:00+00', NULL),
	(60, 107, 'quality', 1, NULL, 'LotHeld', '{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null, "subject": "excursion:3"}', '2026-11-21 03:46:00+00', NULL),
	(61, 107, 'dispatcher', 1, NULL, 'LotHeld', '{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null, "subject": "excursion:3"}', '2026-11-21 03:46:00+00', NULL),
	(62, 109, 'dispatcher', 1, NULL, 'WaveShort', '{"wave": "W-20261121-0003", "shortages": [{"order_id": 15, "order_number": "SO-20261121-0015", "order_line_id": 25, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 4000, "short": 4000}, {"order_id": 16, "order_number": "SO-20261121-0016", "order_line_id": 26, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 2000, "short": 2000}], "lines": 2, "subject": "wave:3"}', '2026-11-21 03:54:00+00', NULL),
	(63, 112, 'dispatcher', 1, NULL, 'RoutePlanned', '{"number": "W-20261121-0003", "trips": 1, "unserved": 1, "engine": "insertion", "subject": "wave:3"}', '2026-11-21 03:56:00+00', NULL),
	(64, 119, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:19"}', '2026-11-21 04:12:00+00', NULL),
	(65, 120, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:19"}', '2026-11-21 04:13:00+00', NULL),
	(66, 121, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "body": "72601a0b4c712a2e597d186b00aeaaf26c70c847c76bfa66c4ddde283543bf16", "subject": "order:20"}', '2026-11-21 04:14:00+00', NULL),
	(67, 122, 'shop', NULL, 2, 'OrderApproved', '{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "findings": [], "subject": "order:20"}', '2026-11-21 04:15:00+00', NULL),
	(68, 125, 'dispatcher', 1, NULL, 'RoutePlanned', '{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:4"}', '2026-11-21 04:18:00+00', NULL),
	(69, 126, 'dispatcher', 1, NULL, 'RoutePlanned', '{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:4"}', '2026-11-21 04:19:00+00', NULL),
	(70, 129, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "body": "03260b2adac8e567f8351f9650b251be47b9cdd1c3c4ad0b14516c0b7e2e1312", "subject": "order:21"}', '2026-11-21 04:23:00+00', NULL),
	(71, 130, 'shop', NULL, 4, 'OrderApproved', '{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "findings": [], "subject": "order:21"}', '2026-11-21 04:24:00+00', NULL),
	(72, 132, 'dispatcher', 1, NULL, 'PlanFailed', '{"number": "W-20261121-0005", "failure": "no street leads there", "subject": "wave:5"}', '2026-11-21 04:26:00+00', NULL),
	(73, 132, 'admin', 1, NULL, 'PlanFailed', '{"number": "W-20261121-0005", "failure": "no street leads there", "subject": "wave:5"}', '2026-11-21 04:26:00+00', NULL),
	(74, 133, 'dispatcher', 1, NULL, 'OrderPlaced', '{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "body": "2202c26d9513e3eef72e341e56518e7844227d44b35bd99364b0dc0c0160601a", "subject": "order:22"}', '2026-11-21 04:27:00+00', NULL),
	(75, 134, 'shop', NULL, 1, 'OrderApproved', '{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "findings": [], "subject": "order:22"}', '2026-11-21 04:28:00+00', NULL),
	(76, 135, 'quality', 1, NULL, 'LotBlocked', '{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again", "subject": "recall:1"}', '2026-11-21 04:29:00+00', NULL),
	(77, 135, 'dispatcher', 1, NULL, 'LotBlocked', '{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again", "subject": "recall:1"}', '2026-11-21 04:29:00+00', NULL),
	(1, 25, 'quality', 1, NULL, 'LotBlocked', '{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null, "subject": "lot:9"}', '2026-11-21 00:36:00+00', '2026-11-21 06:45:00+00');
INSERT INTO public.order_line VALUES
	(1, 1, 2, 10000, 0, 0, 0, 0, 0, 600),
	(2, 2, 3, 30, 0, 0, 0, 0, 0, 90),
	(3, 2, 2, 20000, 0, 0, 0, 0, 0, 600),
	(5, 3, 2, 10000, 0, 0, 0, 0, 0, 600),
	(6, 4, 3, 60, 0, 0, 0, 0, 0, 90),
	(29, 19, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(7, 5, 2, 20000, 10000, 10000, 0, 0, 0, 600),
	(8, 5, 3, 30, 30, 30, 0, 0, 0, 90),
	(31, 21, 3, 30, 30, 30, 0, 0, 0, 90),
	(32, 22, 3, 30, 30, 30, 0, 0, 0, 90),
	(26, 16, 4, 2000, 2000, 2000, 0, 0, 0, 400),
	(9, 6, 2, 20000, 20000, 0, 0, 20000, 0, 600),
	(10, 6, 3, 60, 60, 0, 0, 60, 0, 90),
	(11, 7, 2, 30000, 30000, 0, 0, 30000, 29990, 600),
	(12, 7, 3, 30, 30, 0, 0, 30, 20, 90),
	(13, 8, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(14, 9, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(22, 14, 2, 10000, 10000, 0, 10000, 0, 0, 600),
	(15, 10, 2, 10000, 10000, 0, 0, 10000, 10000, 600),
	(23, 14, 3, 30, 30, 0, 30, 0, 0, 90),
	(24, 15, 2, 10000, 10000, 0, 10000, 0, 0, 600),
	(27, 17, 2, 700000, 700000, 0, 700000, 0, 0, 600),
	(25, 15, 4, 4000, 4000, 0, 0, 0, 0, 400),
	(28, 18, 2, 10000, 10000, 0, 0, 0, 0, 600),
	(16, 11, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(17, 11, 3, 30, 30, 0, 0, 30, 0, 90),
	(18, 12, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(19, 12, 3, 30, 30, 0, 0, 30, 0, 90),
	(20, 13, 2, 10000, 10000, 0, 0, 10000, 0, 600),
	(21, 13, 3, 30, 30, 0, 0, 30, 0, 90),
	(30, 20, 2, 10000, 10000, 0, 10000, 0, 0, 600);
INSERT INTO public.outbox VALUES
	(2, 4, 'labels', 'ready', 0, '2026-11-21 00:14:00+00', NULL, NULL, NULL),
	(3, 6, 'labels', 'ready', 0, '2026-11-21 00:16:00+00', NULL, NULL, NULL),
	(4, 8, 'labels', 'ready', 0, '2026-11-21 00:18:00+00', NULL, NULL, NULL),
	(5, 10, 'labels', 'ready', 0, '2026-11-21 00:20:00+00', NULL, NULL, NULL),
	(6, 12, 'labels', 'ready', 0, '2026-11-21 00:22:00+00', NULL, NULL, NULL),
	(7, 14, 'labels', 'ready', 0, '2026-11-21 00:24:00+00', NULL, NULL, NULL),
	(8, 16, 'labels', 'ready', 0, '2026-11-21 00:26:00+00', NULL, NULL, NULL),
	(9, 18, 'labels', 'ready', 0, '2026-11-21 00:28:00+00', NULL, NULL, NULL),
	(10, 22, 'labels', 'ready', 0, '2026-11-21 00:33:00+00', NULL, NULL, NULL),
	(12, 27, 'labels', 'ready', 0, '2026-11-21 00:37:00+00', NULL, NULL, NULL),
	(36, 60, 'routes', 'ready', 0, '2026-11-21 02:20:00+00', NULL, NULL, NULL),
	(38, 63, 'labels', 'ready', 0, '2026-11-21 02:25:00+00', NULL, NULL, NULL),
	(39, 65, 'labels', 'ready', 0, '2026-11-21 02:29:00+00', NULL, NULL, NULL),
	(48, 78, 'papers', 'ready', 0, '2026-11-21 02:47:00+00', NULL, NULL, NULL),
	(49, 78, 'routes', 'ready', 0, '2026-11-21 02:47:00+00', NULL, NULL, NULL),
	(51, 81, 'labels', 'ready', 0, '2026-11-21 02:51:00+00', NULL, NULL, NULL),
	(52, 83, 'labels', 'ready', 0, '2026-11-21 02:54:00+00', NULL, NULL, NULL),
	(53, 85, 'labels', 'ready', 0, '2026-11-21 02:57:00+00', NULL, NULL, NULL),
	(74, 110, 'papers', 'ready', 0, '2026-11-21 03:54:00+00', NULL, NULL, NULL),
	(75, 110, 'routes', 'ready', 0, '2026-11-21 03:54:00+00', NULL, NULL, NULL),
	(77, 114, 'labels', 'ready', 0, '2026-11-21 04:00:00+00', NULL, NULL, NULL),
	(78, 116, 'labels', 'ready', 0, '2026-11-21 04:04:00+00', NULL, NULL, NULL),
	(83, 124, 'papers', 'ready', 0, '2026-11-21 04:17:00+00', NULL, NULL, NULL),
	(84, 124, 'routes', 'ready', 0, '2026-11-21 04:17:00+00', NULL, NULL, NULL),
	(87, 128, 'labels', 'ready', 0, '2026-11-21 04:22:00+00', NULL, NULL, NULL),
	(11, 25, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:34:00+00'),
	(13, 30, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:36:00+00'),
	(14, 31, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:38:00+00'),
	(1, 2, 'labels', 'dead', 1, '2026-11-21 06:49:00+00', NULL, 'the printer is off', NULL),
	(35, 60, 'papers', 'leased', 1, '2026-11-21 06:52:00+00', 'aacb4a75-e553-43cb-a1b4-f3575fa28f83', NULL, NULL),
	(15, 32, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:40:00+00'),
	(16, 34, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:42:00+00'),
	(17, 35, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:44:00+00'),
	(18, 36, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:46:00+00'),
	(19, 37, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:48:00+00'),
	(20, 38, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:50:00+00'),
	(21, 40, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:52:00+00'),
	(22, 42, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:54:00+00'),
	(23, 45, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:56:00+00'),
	(24, 47, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 04:58:00+00'),
	(25, 48, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:00:00+00'),
	(26, 49, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:02:00+00'),
	(27, 50, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:04:00+00'),
	(28, 52, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:06:00+00'),
	(29, 53, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:08:00+00'),
	(30, 54, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:10:00+00'),
	(31, 55, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:12:00+00'),
	(32, 56, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:14:00+00'),
	(33, 57, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:16:00+00'),
	(34, 58, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:18:00+00');
INSERT INTO public.outbox VALUES
	(37, 61, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:20:00+00'),
	(40, 68, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:22:00+00'),
	(41, 69, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:24:00+00'),
	(42, 71, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:26:00+00'),
	(43, 72, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:28:00+00'),
	(44, 73, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:30:00+00'),
	(45, 74, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:32:00+00'),
	(46, 75, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:34:00+00'),
	(47, 76, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:36:00+00'),
	(50, 79, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:38:00+00'),
	(54, 88, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:40:00+00'),
	(55, 89, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:42:00+00'),
	(56, 90, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:44:00+00'),
	(57, 91, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:46:00+00'),
	(58, 92, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:48:00+00'),
	(59, 93, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:50:00+00'),
	(60, 94, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:52:00+00'),
	(61, 95, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:54:00+00'),
	(62, 96, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:56:00+00'),
	(63, 97, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 05:58:00+00'),
	(64, 98, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:00:00+00'),
	(65, 99, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:02:00+00'),
	(66, 100, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:04:00+00'),
	(67, 101, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:06:00+00'),
	(68, 102, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:08:00+00'),
	(69, 103, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:10:00+00'),
	(70, 104, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:12:00+00'),
	(71, 106, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:14:00+00'),
	(72, 107, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:16:00+00'),
	(73, 109, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:18:00+00'),
	(76, 112, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:20:00+00'),
	(79, 119, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:22:00+00'),
	(80, 120, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:24:00+00'),
	(81, 121, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:26:00+00'),
	(82, 122, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:28:00+00'),
	(85, 125, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:30:00+00'),
	(86, 126, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:32:00+00'),
	(88, 129, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:34:00+00'),
	(89, 130, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:36:00+00'),
	(90, 132, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:38:00+00'),
	(91, 133, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:40:00+00'),
	(92, 134, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:42:00+00'),
	(93, 135, 'notices', 'done', 1, '2026-11-21 04:34:00+00', NULL, NULL, '2026-11-21 06:44:00+00');
INSERT INTO public.parcel VALUES
	(3, '369012340000000031', 7, 'delivered', 15, 30000, '2026-11-21 02:29:00+00', '2026-11-21 02:32:00+00'),
	(4, '369012340000000048', 7, 'delivered', 15, 1800, '2026-11-21 02:29:00+00', '2026-11-21 02:33:00+00'),
	(1, '369012340000000017', 6, 'returned', 15, 20000, '2026-11-21 02:25:00+00', '2026-11-21 02:30:00+00'),
	(2, '369012340000000024', 6, 'returned', 15, 3600, '2026-11-21 02:25:00+00', '2026-11-21 02:31:00+00'),
	(5, '369012340000000055', 8, 'loaded', 15, 10000, '2026-11-21 02:51:00+00', '2026-11-21 02:58:00+00'),
	(6, '369012340000000062', 9, 'loaded', 15, 10000, '2026-11-21 02:54:00+00', '2026-11-21 02:59:00+00'),
	(7, '369012340000000079', 10, 'delivered', 15, 10000, '2026-11-21 02:57:00+00', '2026-11-21 03:00:00+00'),
	(10, '369012340000000109', 12, 'packed', 17, 10000, '2026-11-21 04:04:00+00', NULL),
	(11, '369012340000000116', 12, 'packed', 17, 1800, '2026-11-21 04:04:00+00', NULL),
	(8, '369012340000000086', 11, 'loaded', 23, 10000, '2026-11-21 04:00:00+00', '2026-11-21 04:08:00+00'),
	(9, '369012340000000093', 11, 'loaded', 23, 1800, '2026-11-21 04:00:00+00', '2026-11-21 04:09:00+00'),
	(12, '369012340000000123', 19, 'packed', 17, 10000, '2026-11-21 04:22:00+00', NULL);
INSERT INTO public.place VALUES
	(1, 1, 'ROOM-2', 'room', 1, 'ambient', '位置2', 'room 2', NULL, 0, 0, 0, 0),
	(2, 1, 'ROOM-3', 'room', 2, 'chilled', '位置3', 'room 3', NULL, 0, 0, 0, 0),
	(3, 1, 'ROOM-4', 'room', 3, 'frozen', '位置4', 'room 4', NULL, 0, 0, 0, 0),
	(4, 1, 'BIN-5', 'bin', 1, 'ambient', '位置5', 'bin 5', 2000000, 0, 0, 0, 0),
	(5, 1, 'BIN-6', 'bin', 1, 'ambient', '位置6', 'bin 6', 2000000, 0, 0, 0, 0),
	(6, 1, 'BIN-7', 'bin', 1, 'ambient', '位置7', 'bin 7', 2000000, 0, 0, 0, 0),
	(7, 1, 'BIN-8', 'bin', 2, 'chilled', '位置8', 'bin 8', 2000000, 0, 0, 0, 0),
	(8, 1, 'BIN-9', 'bin', 2, 'chilled', '位置9', 'bin 9', 2000000, 0, 0, 0, 0),
	(9, 1, 'BIN-10', 'bin', 2, 'chilled', '位置10', 'bin 10', 2000000, 0, 0, 0, 0),
	(10, 1, 'BIN-11', 'bin', 3, 'frozen', '位置11', 'bin 11', 2000000, 0, 0, 0, 0),
	(11, 1, 'BIN-12', 'bin', 3, 'frozen', '位置12', 'bin 12', 2000000, 0, 0, 0, 0),
	(12, 1, 'BIN-13', 'bin', 3, 'frozen', '位置13', 'bin 13', 2000000, 0, 0, 0, 0),
	(13, 1, 'SUPPLIER-15', 'supplier', NULL, NULL, '位置15', 'supplier 15', NULL, 0, 0, 0, 0),
	(14, 1, 'CUSTOMER-17', 'customer', NULL, NULL, '位置17', 'customer 17', NULL, 0, 0, 0, 0),
	(15, 1, 'VEHICLE-25', 'vehicle', NULL, NULL, '位置25', 'vehicle 25', NULL, 0, 0, 0, 0),
	(16, 1, 'DOCK-26', 'dock', NULL, NULL, '位置26', 'dock 26', NULL, 0, 0, 0, 0),
	(17, 1, 'STAGE-27', 'stage', NULL, NULL, '位置27', 'stage 27', NULL, 0, 0, 0, 0),
	(18, 1, 'LOSS-28', 'loss', NULL, NULL, '位置28', 'loss 28', NULL, 0, 0, 0, 0),
	(19, 1, 'REPACK-29', 'repack', NULL, NULL, '位置29', 'repack 29', NULL, 0, 0, 0, 0),
	(20, 1, 'COUNT-30', 'count', NULL, NULL, '位置30', 'count 30', NULL, 0, 0, 0, 0),
	(21, 1, 'SUPPLIER-37', 'supplier', NULL, NULL, '位置37', 'supplier 37', NULL, 0, 0, 0, 0),
	(22, 1, 'SUPPLIER-39', 'supplier', NULL, NULL, '位置39', 'supplier 39', NULL, 0, 0, 0, 0),
	(23, 1, 'VEHICLE-42', 'vehicle', NULL, NULL, '位置42', 'vehicle 42', NULL, 0, 0, 0, 0),
	(24, 1, 'CUSTOMER-44', 'customer', NULL, NULL, '位置44', 'customer 44', NULL, 0, 0, 0, 0),
	(25, 1, 'CUSTOMER-46', 'customer', NULL, NULL, '位置46', 'customer 46', NULL, 0, 0, 0, 0),
	(26, 1, 'CUSTOMER-48', 'customer', NULL, NULL, '位置48', 'customer 48', NULL, 0, 0, 0, 0);
INSERT INTO public.policy VALUES
	(1, 'undo_s', '90', '2026-11-21 00:06:00+00', 6),
	(2, 'undo_s', '120', '2026-11-21 00:07:00+00', 6),
	(3, 'outbox_attempts', '1', '2026-11-21 06:46:00+00', 6),
	(4, 'outbox_attempts', '8', '2026-11-21 06:49:00+00', 6);
INSERT INTO public.promised VALUES
	(1, 4, 2000),
	(1, 2, 10000),
	(1, 3, 90);
INSERT INTO public.proof VALUES
	('136b252d-4257-40ce-8781-d3fc5406d43e', 1, 7, '店员 assistant', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>', '\x89504e470d0a1a0a0000000000000000000000000000000000000000000000000000000000000000', 'image/png', 11, 28.2, 113, '2026-11-21 02:35:00+00', '2026-11-21 02:36:00+00', 3),
	('ef993bcc-a86f-464b-a73e-5a395b41d6f3', 2, 6, '店员 assistant', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>', '\x89504e470d0a1a0a0000000000000000000000000000000000000000000000000000000000000000', 'image/png', 11, 28.2, 113, '2026-11-21 02:37:00+00', '2026-11-21 02:38:00+00', 3),
	('e775e647-e925-4762-a96d-35eed7047512', 3, 10, '店员 assistant', '<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>', '\x89504e470d0a1a0a0000000000000000000000000000000000000000000000000000000000000000', 'image/png', 11, 28.2, 113, '2026-11-21 04:02:00+00', '2026-11-21 03:03:00+00', 3);
INSERT INTO public.proof_line VALUES
	('136b252d-4257-40ce-8781-d3fc5406d43e', 11, 1, 29990, 10, 0, 'short'),
	('136b252d-4257-40ce-8781-d3fc5406d43e', 12, 3, 20, 10, 0, 'short'),
	('ef993bcc-a86f-464b-a73e-5a395b41d6f3', 9, 1, 0, 0, 20000, 'not_ordered'),
	('ef993bcc-a86f-464b-a73e-5a395b41d6f3', 10, 3, 0, 0, 60, 'not_ordered'),
	('e775e647-e925-4762-a96d-35eed7047512', 15, 1, 10000, 0, 0, NULL);
INSERT INTO public.reading VALUES
	(3, '2026-11-21 00:42:00+00', 20, 'good', '2026-11-21 00:43:00+00'),
	(3, '2026-11-21 00:47:00+00', 20, 'good', '2026-11-21 00:48:00+00'),
	(1, '2026-11-21 00:52:00+00', 4, 'good', '2026-11-21 00:53:00+00'),
	(1, '2026-11-21 00:57:00+00', 4, 'good', '2026-11-21 00:58:00+00'),
	(1, '2026-11-21 01:02:00+00', 4, 'good', '2026-11-21 01:03:00+00'),
	(1, '2026-11-21 01:07:00+00', 4, 'good', '2026-11-21 01:08:00+00'),
	(1, '2026-11-21 01:12:00+00', 12.5, 'good', '2026-11-21 01:13:00+00'),
	(1, '2026-11-21 01:17:00+00', 12.5, 'good', '2026-11-21 01:18:00+00'),
	(1, '2026-11-21 01:22:00+00', 12.5, 'good', '2026-11-21 01:23:00+00'),
	(1, '2026-11-21 01:27:00+00', 12.5, 'good', '2026-11-21 01:28:00+00'),
	(1, '2026-11-21 01:32:00+00', 4.5, 'good', '2026-11-21 01:33:00+00'),
	(1, '2026-11-21 01:37:00+00', 4.5, 'good', '2026-11-21 01:38:00+00'),
	(1, '2026-11-21 01:42:00+00', 4.5, 'good', '2026-11-21 01:43:00+00'),
	(1, '2026-11-21 01:47:00+00', 4.5, 'good', '2026-11-21 01:48:00+00'),
	(2, '2026-11-21 03:25:00+00', -20, 'good', '2026-11-21 03:26:00+00'),
	(2, '2026-11-21 03:30:00+00', -20, 'good', '2026-11-21 03:31:00+00'),
	(2, '2026-11-21 03:35:00+00', -9, 'good', '2026-11-21 03:36:00+00'),
	(2, '2026-11-21 03:40:00+00', -9, 'good', '2026-11-21 03:41:00+00'),
	(2, '2026-11-21 03:45:00+00', -9, 'good', '2026-11-21 03:46:00+00'),
	(2, '2026-11-21 03:50:00+00', -9, 'good', '2026-11-21 03:51:00+00');
INSERT INTO public.residue_test VALUES
	(1, 7, true, 'GB/T 5009.199', 11.5, NULL, '2026-11-21 00:34:00+00', 5),
	(2, 8, true, 'GB/T 5009.199', 23, NULL, '2026-11-21 00:35:00+00', 5),
	(3, 9, false, 'GB/T 5009.199', 64, NULL, '2026-11-21 00:36:00+00', 5);
INSERT INTO public.review VALUES
	(1, 2, 'return', '没有鸡蛋了 no eggs left', 2, '2026-11-21 02:09:00+00'),
	(2, 3, 'return', '没有鸡蛋了 no eggs left', 2, '2026-11-21 02:10:00+00'),
	(3, 5, 'cut', '今天不多 little of it today', 2, '2026-11-21 02:14:00+00'),
	(4, 6, 'approve', NULL, 2, '2026-11-21 02:16:00+00'),
	(5, 7, 'approve', NULL, 2, '2026-11-21 02:18:00+00'),
	(6, 8, 'approve', NULL, 2, '2026-11-21 02:41:00+00'),
	(7, 9, 'approve', NULL, 2, '2026-11-21 02:43:00+00'),
	(8, 10, 'approve', NULL, 2, '2026-11-21 02:45:00+00'),
	(9, 11, 'approve', NULL, 2, '2026-11-21 03:07:00+00'),
	(10, 12, 'approve', NULL, 2, '2026-11-21 03:09:00+00'),
	(11, 13, 'approve', NULL, 2, '2026-11-21 03:11:00+00'),
	(12, 14, 'approve', NULL, 2, '2026-11-21 03:13:00+00'),
	(13, 15, 'approve', NULL, 2, '2026-11-21 03:15:00+00'),
	(14, 16, 'approve', NULL, 2, '2026-11-21 03:17:00+00'),
	(15, 17, 'approve', NULL, 2, '2026-11-21 03:19:00+00'),
	(16, 18, 'approve', NULL, 2, '2026-11-21 03:21:00+00'),
	(17, 19, 'approve', NULL, 2, '2026-11-21 04:13:00+00'),
	(18, 20, 'approve', NULL, 2, '2026-11-21 04:15:00+00'),
	(19, 21, 'approve', NULL, 2, '2026-11-21 04:24:00+00'),
	(20, 22, 'approve', NULL, 2, '2026-11-21 04:28:00+00');
INSERT INTO public.route_plan VALUES
	(1, 1, 1, '2026-11-21', 'stored', 'a874d108f2e5e626672c262ed62ec751e0dd0d1725a65487dba3e10e7bfd92fb', '{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"6","location":1,"goods":[{"temperature_class":"ambient","amount":[20000,2,60000]},{"temperature_class":"chilled","amount":[3600,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":44340,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"7","location":2,"goods":[{"temperature_class":"ambient","amount":[30000,3,90000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":44340,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"}],"vehicles":[{"id":"1","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled"],"shift_start_s":37260,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null},{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":37260,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828],[139,0,774],[828,774,0]],"distance_m":[[0,1045,6208],[1045,0,5802],[6208,5802,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}', '{"trips":[{"vehicle_id":"1","number":1,"start_location":0,"end_location":0,"depart_s":56772,"return_s":59113,"stops":[{"stop_id":"7","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[23600,3,90000]},{"stop_id":"6","arrive_s":58674,"start_s":58674,"leave_s":58974,"load_after":[0,0,0]}],"distance_m":13055,"load":[55400,7,210000]}],"unserved":[],"cost":8908,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}', NULL, '2026-11-21 02:21:00+00'),
	(2, 2, 1, '2026-11-21', 'stored', 'b0f1ad9ceebfd614f6820b28eef9339f6e554d3c57cbad0b2bfe04a6d0c0c261', '{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"8","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"9","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"10","location":3,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH47"}],"vehicles":[{"id":"1","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled"],"shift_start_s":38880,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null},{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":38880,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828,880],[139,0,774,827],[828,774,0,53],[880,827,53,0]],"distance_m":[[0,1045,6208,6603],[1045,0,5802,6202],[6208,5802,0,400],[6603,6202,400,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}', '{"trips":[{"vehicle_id":"1","number":1,"start_location":0,"end_location":0,"depart_s":56720,"return_s":59466,"stops":[{"stop_id":"10","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[20000,2,60000]},{"stop_id":"9","arrive_s":57953,"start_s":57953,"leave_s":58253,"load_after":[10000,1,30000]},{"stop_id":"8","arrive_s":59027,"start_s":59027,"leave_s":59327,"load_after":[0,0,0]}],"distance_m":13850,"load":[30000,3,90000]}],"unserved":[],"cost":9365,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}', NULL, '2026-11-21 02:48:00+00'),
	(3, 3, 1, '2026-11-21', 'stored', '9a74b087f28d81fbf55e1fa52b4b51dae4e39a74809265fdacf41309ddfeab20', '{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"11","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"12","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"13","location":3,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH47"},{"id":"14","location":4,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"},{"id":"15","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"17","location":4,"goods":[{"temperature_class":"ambient","amount":[700000,70,2100000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":42960,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828,880,775],[139,0,774,827,720],[828,774,0,53,53],[880,827,53,0,107],[775,720,53,107,0]],"distance_m":[[0,1045,6208,6603,5813],[1045,0,5802,6202,5402],[6208,5802,0,400,400],[6603,6202,400,0,800],[5813,5402,400,800,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}', '{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":56720,"return_s":60065,"stops":[{"stop_id":"13","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[45400,7,210000]},{"stop_id":"15","arrive_s":57953,"start_s":57953,"leave_s":58253,"load_after":[35400,6,180000]},{"stop_id":"12","arrive_s":58253,"start_s":58253,"leave_s":58553,"load_after":[23600,4,120000]},{"stop_id":"14","arrive_s":58606,"start_s":58606,"leave_s":58906,"load_after":[11800,2,60000]},{"stop_id":"11","arrive_s":59626,"start_s":59626,"leave_s":59926,"load_after":[0,0,0]}],"distance_m":13850,"load":[57200,9,270000]}],"unserved":[{"stop_id":"17","reason":"capacity.crates","details":{"over_crates":10,"vehicle_id":"2"},"by_class":[{"vehicle_type":"","reason":"capacity.crates","details":{"over_crates":10,"vehicle_id":"2"}}]}],"cost":9864,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}', NULL, '2026-11-21 03:56:00+00'),
	(4, 4, 1, '2026-11-21', 'stored', '5949703b910e7b68c118a15f01e6f0af219df78abec63f1f8e291ed43da90f57', '{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"19","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"20","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":60965,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,775],[139,0,720],[775,720,0]],"distance_m":[[0,1045,5813],[1045,0,5402],[5813,5402,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}', '{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":60965,"return_s":63199,"stops":[{"stop_id":"20","arrive_s":61740,"start_s":61740,"leave_s":62040,"load_after":[10000,1,30000]},{"stop_id":"19","arrive_s":62760,"start_s":62760,"leave_s":63060,"load_after":[0,0,0]}],"distance_m":12260,"load":[20000,2,60000]}],"unserved":[],"cost":8700,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}', NULL, '2026-11-21 04:18:00+00'),
	(5, 4, 1, '2026-11-21', 'stored', '5949703b910e7b68c118a15f01e6f0af219df78abec63f1f8e291ed43da90f57', '{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"19","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"20","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":60965,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,775],[139,0,720],[775,720,0]],"distance_m":[[0,1045,5813],[1045,0,5402],[5813,5402,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}', '{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":60965,"return_s":63199,"stops":[{"stop_id":"20","arrive_s":61740,"start_s":61740,"leave_s":62040,"load_after":[10000,1,30000]},{"stop_id":"19","arrive_s":62760,"start_s":62760,"leave_s":63060,"load_after":[0,0,0]}],"distance_m":12260,"load":[20000,2,60000]}],"unserved":[],"cost":8700,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}', NULL, '2026-11-21 04:19:00+00'),
	(6, 5, 1, '2026-11-21', 'failed', '', '', NULL, 'no street leads there', '2026-11-21 04:26:00+00');
INSERT INTO public.sales_order VALUES
	(1, 'b8f17bf9-19c3-48b2-ba54-f5851cfcc714', 'SO-20261121-0001', 1, 1, 'standard', 'cancelled', 2, '2026-11-21 02:05:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, NULL),
	(2, '195946c1-b2fb-4783-a787-42c55a4b6dd2', 'SO-20261121-0002', 1, 1, 'standard', 'returned', 2, '2026-11-21 02:07:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 14700, '后门 back door', '没有鸡蛋了 no eggs left', NULL),
	(3, 'cb56471d-9e76-4bf4-a605-9f8eeebfc392', 'SO-20261121-0003', 1, 1, 'standard', 'submitted', 3, '2026-11-21 02:08:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '少一点 a little less', NULL, NULL),
	(4, '015ebc9f-b475-43ed-a55c-e179ea082bf8', 'SO-20261121-0004', 3, 1, 'standard', 'submitted', 1, '2026-11-21 02:12:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 5400, '后门 back door', NULL, NULL),
	(5, '0a4386da-49ea-45f3-b375-0545796f77e0', 'SO-20261121-0005', 3, 1, 'standard', 'approved', 2, '2026-11-21 02:13:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 8700, '后门 back door', NULL, NULL),
	(7, 'e812b187-46ae-4d3b-90d4-17d5ba345a30', 'SO-20261121-0007', 3, 1, 'standard', 'delivered', 8, '2026-11-21 02:17:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 20700, '后门 back door', NULL, 1),
	(6, '42512950-ffb1-4635-ad4b-b489c6fbde72', 'SO-20261121-0006', 1, 1, 'standard', 'delivered', 8, '2026-11-21 02:15:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 17400, '后门 back door', NULL, 1),
	(8, '2218d452-5d6a-4b46-9b43-71341f820798', 'SO-20261121-0008', 1, 1, 'standard', 'loaded', 7, '2026-11-21 02:40:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 2),
	(9, '1efd99c0-1912-4462-af68-73dab969b05f', 'SO-20261121-0009', 3, 1, 'standard', 'loaded', 7, '2026-11-21 02:42:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 2),
	(10, 'f357be0e-49fe-4691-8467-770788f9ae23', 'SO-20261121-0010', 4, 1, 'standard', 'delivered', 8, '2026-11-21 02:44:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 2),
	(14, 'a4a29f9b-4d6d-4214-8ee5-a58aafb686e3', 'SO-20261121-0014', 2, 1, 'standard', 'released', 4, '2026-11-21 03:12:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 8700, '后门 back door', NULL, 3),
	(15, 'd2ca8c6e-2807-4aaf-94d2-6277d8582408', 'SO-20261121-0015', 3, 1, 'standard', 'released', 4, '2026-11-21 03:14:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 7600, '后门 back door', NULL, 3),
	(16, '0e20f644-68c9-4876-998d-b0ed82070bed', 'SO-20261121-0016', 4, 1, 'standard', 'approved', 4, '2026-11-21 03:16:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 800, '后门 back door', NULL, NULL),
	(17, '342ee098-ee22-4451-bb51-bf6cd02a5fbe', 'SO-20261121-0017', 2, 1, 'standard', 'released', 4, '2026-11-21 03:18:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 420000, '后门 back door', NULL, 3),
	(18, '073b2f1f-1193-4e13-890f-595f86e5a52c', 'SO-20261121-0018', 1, 1, 'standard', 'cancelled', 5, '2026-11-21 03:20:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 3),
	(12, '98c55d39-fc5a-48ad-9640-c8e1e502ff8d', 'SO-20261121-0012', 3, 1, 'standard', 'packed', 6, '2026-11-21 03:08:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 8700, '后门 back door', NULL, 3),
	(13, '3f471351-1c78-4941-8875-fc4b1cf7a20c', 'SO-20261121-0013', 4, 1, 'standard', 'picked', 5, '2026-11-21 03:10:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 8700, '后门 back door', NULL, 3),
	(11, 'd378e08d-1d66-46cf-8649-ccc743cdb65a', 'SO-20261121-0011', 1, 1, 'standard', 'loaded', 7, '2026-11-21 03:06:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 8700, '后门 back door', NULL, 3),
	(20, 'd5b343e5-0122-4a3a-b5d6-b5554a9ff8f8', 'SO-20261121-0020', 2, 1, 'standard', 'released', 4, '2026-11-21 04:14:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 4),
	(19, 'db53eb59-6b21-4970-8b40-dc2f63f4fffe', 'SO-20261121-0019', 1, 1, 'standard', 'packed', 6, '2026-11-21 04:12:00+00', 4, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 6000, '后门 back door', NULL, 4),
	(21, '86da14c9-d2c7-4235-97b1-1d34b8f3acd4', 'SO-20261121-0021', 4, 1, 'standard', 'approved', 3, '2026-11-21 04:23:00+00', NULL, '2026-11-21 08:00:00+00', '2026-11-21 13:00:00+00', 2700, '后门 back door', NULL, 5),
	(22, '3d52514a-9442-4672-8bb8-8588c675fe55', 'SO-20261121-0022', 1, 1, 'express', 'approved', 2, '2026-11-21 04:27:00+00', 4, '2026-11-21 04:27:00+00', '2026-11-21 05:27:00+00', 2700, '后门 back door', NULL, NULL);
INSERT INTO public.sensor VALUES
	(3, 'controller-54:temperature', 'controller-54', 1, 1, 'temperature', 'C', 5, 30, 0.5, 600, 300, 1800, true, '2026-11-21 00:47:00+00', 20, '2026-11-21 00:48:00+00'),
	(1, 'controller-52:temperature', 'controller-52', 1, 2, 'temperature', 'C', 0, 8, 0.5, 600, 300, 1800, true, '2026-11-21 01:47:00+00', 4.5, '2026-11-21 01:48:00+00'),
	(2, 'controller-53:temperature', 'controller-53', 1, 3, 'temperature', 'C', -25, -15, 0.5, 600, 300, 1800, true, '2026-11-21 03:50:00+00', -9, '2026-11-21 03:51:00+00');
INSERT INTO public.shop VALUES
	(1, 'SH16', '社区店16', 'Shop 16', 'community', 1, 14, '五一大道16号', '16 Wuyi Avenue', NULL, 28.206, 112.99600000000001, 127, 360, 1260, 300, 2000000),
	(2, 'SH43', '社区店43', 'Shop 43', 'bulk', 1, 24, '五一大道43号', '43 Wuyi Avenue', NULL, 28.233, 113.02300000000001, 127, 360, 1260, 300, 2000000),
	(3, 'SH45', '社区店45', 'Shop 45', 'community', 1, 25, '五一大道45号', '45 Wuyi Avenue', NULL, 28.235000000000003, 113.025, 127, 360, 1260, 300, 2000000),
	(4, 'SH47', '社区店47', 'Shop 47', 'community', 1, 26, '五一大道47号', '47 Wuyi Avenue', NULL, 28.237000000000002, 113.027, 127, 360, 1260, 300, 2000000);
INSERT INTO public.station_task VALUES
	('scanner-51', 'pick', 'goods', '{"order_id": 14, "next": {"shop": "SH43", "shop_zh": "\u793e\u533a\u5e9743", "shop_en": "Shop 43", "order": "SO-20261121-0014", "left": 2, "cut": [], "place": "BIN-5", "lot": "2611210001", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "unit": "g", "quantity": 10000, "amount": "10 kg"}}', NULL, '2026-11-21 04:11:00+00'),
	('scale-50', 'scale', 'weighed', '{"weight_mg": 12340000, "mode": "gross"}', NULL, '2026-11-21 00:32:00+00'),
	('scanner-49', 'receive', 'place', '{"undo": {"what": "put_away", "at": "2026-11-21T00:31:00+00:00", "lot_id": 9, "from": 16, "to": 8, "quantity": 20000}, "lot_id": 10, "lot": "2611210010", "label": "(01)06900000000311(10)C4", "supplier_id": 1, "next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}}', NULL, '2026-11-21 02:03:00+00');
INSERT INTO public.stop VALUES
	(1, 1, 1, 7, 3, 'done', '2026-11-21 08:00:00+00', '2026-11-21 08:05:00+00', '2026-11-21 02:35:00+00'),
	(2, 1, 2, 6, 1, 'done', '2026-11-21 08:17:54+00', '2026-11-21 08:22:54+00', '2026-11-21 02:37:00+00'),
	(5, 2, 3, 8, 1, 'planned', '2026-11-21 08:23:47+00', '2026-11-21 08:28:47+00', NULL),
	(3, 2, 1, 10, 4, 'done', '2026-11-21 08:00:00+00', '2026-11-21 08:05:00+00', '2026-11-21 03:03:00+00'),
	(4, 2, 2, 9, 3, 'arrived', '2026-11-21 08:05:53+00', '2026-11-21 08:10:53+00', NULL),
	(6, 3, 1, 13, 4, 'planned', '2026-11-21 08:00:00+00', '2026-11-21 08:05:00+00', NULL),
	(7, 3, 2, 15, 3, 'planned', '2026-11-21 08:05:53+00', '2026-11-21 08:10:53+00', NULL),
	(8, 3, 3, 12, 3, 'planned', '2026-11-21 08:10:53+00', '2026-11-21 08:15:53+00', NULL),
	(9, 3, 4, 14, 2, 'planned', '2026-11-21 08:16:46+00', '2026-11-21 08:21:46+00', NULL),
	(10, 3, 5, 11, 1, 'planned', '2026-11-21 08:33:46+00', '2026-11-21 08:38:46+00', NULL),
	(13, 5, 1, 20, 2, 'planned', '2026-11-21 09:09:00+00', '2026-11-21 09:14:00+00', NULL),
	(14, 5, 2, 19, 1, 'planned', '2026-11-21 09:26:00+00', '2026-11-21 09:31:00+00', NULL);
INSERT INTO public.supplier VALUES
	(1, 'S14', 'farmer', '农户14', 'Farmer 14', '果园村', 'Guoyuan', true, NULL, NULL, 13),
	(2, 'S36', 'base', '农户36', 'Farmer 36', '果园村', 'Guoyuan', true, NULL, NULL, 21),
	(3, 'S38', 'supplier', '农户38', 'Farmer 38', '果园村', 'Guoyuan', true, NULL, NULL, 22);
INSERT INTO public.trip VALUES
	(1, 'TR-20261121-0001', 1, 1, 1, 3, '2026-11-21', 'returned', '2026-11-21 07:46:12+00', '2026-11-21 08:25:13+00', '2026-11-21 02:34:00+00', '2026-11-21 02:39:00+00', 13055, 55400, 7),
	(2, 'TR-20261121-0002', 2, 1, 1, 3, '2026-11-21', 'departed', '2026-11-21 07:45:20+00', '2026-11-21 08:31:06+00', '2026-11-21 03:01:00+00', NULL, 13850, 30000, 3),
	(3, 'TR-20261121-0003', 3, 1, 2, 7, '2026-11-21', 'loading', '2026-11-21 07:45:20+00', '2026-11-21 08:41:05+00', NULL, NULL, 13850, 57200, 9),
	(4, 'TR-20261121-0004', 4, 1, 2, 7, '2026-11-21', 'cancelled', '2026-11-21 08:56:05+00', '2026-11-21 09:33:19+00', NULL, NULL, 12260, 20000, 2),
	(5, 'TR-20261121-0005', 5, 1, 2, 7, '2026-11-21', 'planned', '2026-11-21 08:56:05+00', '2026-11-21 09:33:19+00', NULL, NULL, 12260, 20000, 2);
INSERT INTO public.unserved_order VALUES
	(3, 17, 'capacity.crates', '{"over_crates": 10, "vehicle_id": "2"}', NULL);
INSERT INTO public.user_account VALUES
	(2, 'dispatcher19', 'dispatcher 19', 'no password', 'dispatcher', 'zh', 1, NULL, true, '2026-11-21 05:00:00+00'),
	(3, 'driver20', 'driver 20', 'no password', 'driver', 'zh', 1, NULL, true, '2026-11-21 05:00:00+00'),
	(4, 'shop21', 'shop 21', 'no password', 'shop', 'zh', 1, 1, true, '2026-11-21 05:00:00+00'),
	(5, 'quality22', 'quality 22', 'no password', 'quality', 'zh', 1, NULL, true, '2026-11-21 05:00:00+00'),
	(6, 'admin23', 'admin 23', 'no password', 'admin', 'zh', NULL, NULL, true, '2026-11-21 05:00:00+00'),
	(7, 'driver40', 'driver 40', 'no password', 'driver', 'zh', 1, NULL, true, '2026-11-21 05:00:00+00'),
	(1, 'staff18', 'staff 18', '$argon2id$v=19$m=19456,t=2,p=1$La6T5qxOih0Xvqo+9660aA$JtvcR/MwC/fcILtcB9g2YqL4DsfTL8sHNK7FAFVgrp4', 'staff', 'zh', 1, NULL, true, '2026-11-21 05:00:00+00');
INSERT INTO public.vehicle VALUES
	(2, 'V41', '湘A00041', 1, 23, 7, 1000000, 60, 6000000, 'ambient,chilled,frozen', 360, 1200, 5000, 150, 3000, true),
	(1, 'V24', '湘A00024', 1, 15, 3, 1000000, 60, 6000000, 'ambient,chilled', 360, 1200, 5000, 150, 3000, false);
INSERT INTO public.warehouse VALUES
	(1, 'WH1', '1号仓', 'Warehouse 1', 'main', NULL, 28.2, 113),
	(2, 'WH35', '35号仓', 'Warehouse 35', 'sub', NULL, 28.2, 113);
INSERT INTO public.wave VALUES
	(1, 'W-20261121-0001', 1, 'done', '2026-11-21', '2026-11-21 02:19:00+00', '2026-11-21 02:20:00+00', 2),
	(2, 'W-20261121-0002', 1, 'done', '2026-11-21', '2026-11-21 02:46:00+00', '2026-11-21 02:47:00+00', 2),
	(3, 'W-20261121-0003', 1, 'released', '2026-11-21', '2026-11-21 03:53:00+00', '2026-11-21 03:54:00+00', 2),
	(4, 'W-20261121-0004', 1, 'released', '2026-11-21', '2026-11-21 04:16:00+00', '2026-11-21 04:17:00+00', 2),
	(5, 'W-20261121-0005', 1, 'frozen', '2026-11-21', '2026-11-21 04:25:00+00', NULL, 2);
SELECT pg_catalog.setval('public.allocation_id_seq', 20, true);
SELECT pg_catalog.setval('public.api_key_id_seq', 3, true);
SELECT pg_catalog.setval('public.audit_id_seq', 10, true);
SELECT pg_catalog.setval('public.document_id_seq', 2, true);
SELECT pg_catalog.setval('public.excursion_id_seq', 3, true);
SELECT pg_catalog.setval('public.fact_id_seq', 135, true);
SELECT pg_catalog.setval('public.field_application_id_seq', 1, true);
SELECT pg_catalog.setval('public.field_record_id_seq', 1, true);
SELECT pg_catalog.setval('public.hold_id_seq', 11, true);
SELECT pg_catalog.setval('public.item_id_seq', 4, true);
SELECT pg_catalog.setval('public.login_attempt_id_seq', 2, true);
SELECT pg_catalog.setval('public.lot_id_seq', 11, true);
SELECT pg_catalog.setval('public.notice_id_seq', 77, true);
SELECT pg_catalog.setval('public.order_line_id_seq', 32, true);
SELECT pg_catalog.setval('public.outbox_id_seq', 93, true);
SELECT pg_catalog.setval('public.parcel_id_seq', 12, true);
SELECT pg_catalog.setval('public.place_id_seq', 26, true);
SELECT pg_catalog.setval('public.policy_id_seq', 4, true);
SELECT pg_catalog.setval('public.residue_test_id_seq', 3, true);
SELECT pg_catalog.setval('public.review_id_seq', 20, true);
SELECT pg_catalog.setval('public.route_plan_id_seq', 6, true);
SELECT pg_catalog.setval('public.sales_order_id_seq', 22, true);
SELECT pg_catalog.setval('public.sensor_id_seq', 3, true);
SELECT pg_catalog.setval('public.shop_id_seq', 4, true);
SELECT pg_catalog.setval('public.stop_id_seq', 14, true);
SELECT pg_catalog.setval('public.supplier_id_seq', 3, true);
SELECT pg_catalog.setval('public.trip_id_seq', 5, true);
SELECT pg_catalog.setval('public.user_account_id_seq', 7, true);
SELECT pg_catalog.setval('public.vehicle_id_seq', 2, true);
SELECT pg_catalog.setval('public.warehouse_id_seq', 2, true);
SELECT pg_catalog.setval('public.wave_id_seq', 5, true);
ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT pk_allocation PRIMARY KEY (id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT pk_api_key PRIMARY KEY (id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT pk_audit PRIMARY KEY (id);
ALTER TABLE ONLY public.balance
    ADD CONSTRAINT pk_balance PRIMARY KEY (warehouse_id, place_id, lot_id);
ALTER TABLE ONLY public.device
    ADD CONSTRAINT pk_device PRIMARY KEY (id);
ALTER TABLE ONLY public.device_fault
    ADD CONSTRAINT pk_device_fault PRIMARY KEY (id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT pk_document PRIMARY KEY (id);
ALTER TABLE ONLY public.document_number
    ADD CONSTRAINT pk_document_number PRIMARY KEY (series, day);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT pk_excursion PRIMARY KEY (id);
ALTER TABLE ONLY public.fact
    ADD CONSTRAINT pk_fact PRIMARY KEY (id);
ALTER TABLE ONLY public.field_application
    ADD CONSTRAINT pk_field_application PRIMARY KEY (id);
ALTER TABLE ONLY public.field_record
    ADD CONSTRAINT pk_field_record PRIMARY KEY (id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT pk_hold PRIMARY KEY (id);
ALTER TABLE ONLY public.inbox
    ADD CONSTRAINT pk_inbox PRIMARY KEY (id);
ALTER TABLE ONLY public.item
    ADD CONSTRAINT pk_item PRIMARY KEY (id);
ALTER TABLE ONLY public.job
    ADD CONSTRAINT pk_job PRIMARY KEY (name);
ALTER TABLE ONLY public.login_attempt
    ADD CONSTRAINT pk_login_attempt PRIMARY KEY (id);
ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT pk_login_session PRIMARY KEY (token_digest);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT pk_lot PRIMARY KEY (id);
ALTER TABLE ONLY public.lot_link
    ADD CONSTRAINT pk_lot_link PRIMARY KEY (parent_id, child_id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT pk_move PRIMARY KEY (id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT pk_notice PRIMARY KEY (id);
ALTER TABLE ONLY public.order_line
    ADD CONSTRAINT pk_order_line PRIMARY KEY (id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT pk_outbox PRIMARY KEY (id);
ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT pk_parcel PRIMARY KEY (id);
ALTER TABLE ONLY public.place
    ADD CONSTRAINT pk_place PRIMARY KEY (id);
ALTER TABLE ONLY public.policy
    ADD CONSTRAINT pk_policy PRIMARY KEY (id);
ALTER TABLE ONLY public.promised
    ADD CONSTRAINT pk_promised PRIMARY KEY (warehouse_id, item_id);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT pk_proof PRIMARY KEY (id);
ALTER TABLE ONLY public.proof_line
    ADD CONSTRAINT pk_proof_line PRIMARY KEY (proof_id, order_line_id, lot_id);
ALTER TABLE ONLY public.reading
    ADD CONSTRAINT pk_reading PRIMARY KEY (sensor_id, at);
ALTER TABLE ONLY public.residue_test
    ADD CONSTRAINT pk_residue_test PRIMARY KEY (id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT pk_review PRIMARY KEY (id);
ALTER TABLE ONLY public.route_plan
    ADD CONSTRAINT pk_route_plan PRIMARY KEY (id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT pk_sales_order PRIMARY KEY (id);
ALTER TABLE ONLY public.sensor
    ADD CONSTRAINT pk_sensor PRIMARY KEY (id);
ALTER TABLE ONLY public.shop
    ADD CONSTRAINT pk_shop PRIMARY KEY (id);
ALTER TABLE ONLY public.station_task
    ADD CONSTRAINT pk_station_task PRIMARY KEY (station);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT pk_stop PRIMARY KEY (id);
ALTER TABLE ONLY public.supplier
    ADD CONSTRAINT pk_supplier PRIMARY KEY (id);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT pk_trip PRIMARY KEY (id);
ALTER TABLE ONLY public.unserved_order
    ADD CONSTRAINT pk_unserved_order PRIMARY KEY (plan_id, order_id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT pk_user_account PRIMARY KEY (id);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT pk_vehicle PRIMARY KEY (id);
ALTER TABLE ONLY public.warehouse
    ADD CONSTRAINT pk_warehouse PRIMARY KEY (id);
ALTER TABLE ONLY public.wave
    ADD CONSTRAINT pk_wave PRIMARY KEY (id);
ALTER TABLE ONLY public.reading_2026_11
    ADD CONSTRAINT reading_2026_11_pkey PRIMARY KEY (sensor_id, at);
ALTER TABLE ONLY public.reading_2026_12
    ADD CONSTRAINT reading_2026_12_pkey PRIMARY KEY (sensor_id, at);
ALTER TABLE ONLY public.reading_2027_01
    ADD CONSTRAINT reading_2027_01_pkey PRIMARY KEY (sensor_id, at);
ALTER TABLE ONLY public.reading_default
    ADD CONSTRAINT reading_default_pkey PRIMARY KEY (sensor_id, at);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT uq_api_key_name UNIQUE (name);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT uq_api_key_secret_digest UNIQUE (secret_digest);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT uq_audit_hash UNIQUE (hash);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT uq_audit_previous UNIQUE (previous);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT uq_document_kind_subject_media_type UNIQUE (kind, subject, media_type);
ALTER TABLE ONLY public.item
    ADD CONSTRAINT uq_item_code UNIQUE (code);
ALTER TABLE ONLY public.item
    ADD CONSTRAINT uq_item_gtin UNIQUE (gtin);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT uq_lot_code UNIQUE (code);
ALTER TABLE ONLY public.order_line
    ADD CONSTRAINT uq_order_line_order_id_item_id UNIQUE (order_id, item_id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT uq_outbox_fact_id_consumer UNIQUE (fact_id, consumer);
ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT uq_parcel_sscc UNIQUE (sscc);
ALTER TABLE ONLY public.place
    ADD CONSTRAINT uq_place_code UNIQUE (code);
ALTER TABLE ONLY public.policy
    ADD CONSTRAINT uq_policy_key_valid_from UNIQUE (key, valid_from);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT uq_proof_stop_id UNIQUE (stop_id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT uq_sales_order_client_id UNIQUE (client_id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT uq_sales_order_number UNIQUE (number);
ALTER TABLE ONLY public.sensor
    ADD CONSTRAINT uq_sensor_code UNIQUE (code);
ALTER TABLE ONLY public.shop
    ADD CONSTRAINT uq_shop_code UNIQUE (code);
ALTER TABLE ONLY public.shop
    ADD CONSTRAINT uq_shop_place_id UNIQUE (place_id);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT uq_stop_order_id UNIQUE (order_id);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT uq_stop_trip_id_position UNIQUE (trip_id, "position");
ALTER TABLE ONLY public.supplier
    ADD CONSTRAINT uq_supplier_code UNIQUE (code);
ALTER TABLE ONLY public.supplier
    ADD CONSTRAINT uq_supplier_gln UNIQUE (gln);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT uq_trip_number UNIQUE (number);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT uq_user_account_login UNIQUE (login);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT uq_vehicle_code UNIQUE (code);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT uq_vehicle_place_id UNIQUE (place_id);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT uq_vehicle_plate UNIQUE (plate);
ALTER TABLE ONLY public.warehouse
    ADD CONSTRAINT uq_warehouse_code UNIQUE (code);
ALTER TABLE ONLY public.warehouse
    ADD CONSTRAINT uq_warehouse_gln UNIQUE (gln);
ALTER TABLE ONLY public.wave
    ADD CONSTRAINT uq_wave_number UNIQUE (number);
CREATE INDEX ix_allocation_lot_id_place_id ON public.allocation USING btree (lot_id, place_id);
CREATE INDEX ix_allocation_order_line_id ON public.allocation USING btree (order_line_id);
CREATE INDEX ix_balance_fefo ON public.balance USING btree (warehouse_id, item_id, sell_until, received_at, lot_id);
CREATE INDEX ix_balance_lot_id ON public.balance USING btree (lot_id);
CREATE INDEX ix_device_fault_device ON public.device_fault USING btree (device);
CREATE INDEX ix_device_fault_received_at ON public.device_fault USING btree (received_at);
CREATE INDEX ix_device_warehouse_id ON public.device USING btree (warehouse_id);
CREATE INDEX ix_document_unprinted ON public.document USING btree (warehouse_id) WHERE (printed_at IS NULL);
CREATE INDEX ix_document_warehouse_id ON public.document USING btree (warehouse_id);
CREATE INDEX ix_document_wave_id ON public.document USING btree (wave_id);
CREATE INDEX ix_excursion_place_id_started_at ON public.excursion USING btree (place_id, started_at);
CREATE INDEX ix_excursion_state ON public.excursion USING btree (state);
CREATE INDEX ix_excursion_warehouse_id ON public.excursion USING btree (warehouse_id);
CREATE INDEX ix_fact_kind_at ON public.fact USING btree (kind, at);
CREATE INDEX ix_fact_subject ON public.fact USING btree (subject);
CREATE INDEX ix_field_application_field_record_id ON public.field_application USING btree (field_record_id);
CREATE INDEX ix_field_record_supplier_id ON public.field_record USING btree (supplier_id);
CREATE INDEX ix_hold_excursion_id ON public.hold USING btree (excursion_id);
CREATE INDEX ix_hold_lot_id ON public.hold USING btree (lot_id);
CREATE INDEX ix_inbox_received_at ON public.inbox USING btree (received_at);
CREATE INDEX ix_login_attempt_address_at ON public.login_attempt USING btree (address, at);
CREATE INDEX ix_login_attempt_login_at ON public.login_attempt USING btree (login, at);
CREATE INDEX ix_login_session_expires_at ON public.login_session USING btree (expires_at);
CREATE INDEX ix_login_session_user_id ON public.login_session USING btree (user_id);
CREATE INDEX ix_lot_item_id ON public.lot USING btree (item_id);
CREATE INDEX ix_lot_link_child_id ON public.lot_link USING btree (child_id);
CREATE INDEX ix_lot_supplier_id ON public.lot USING btree (supplier_id);
CREATE INDEX ix_move_from_place_id_at ON public.move USING btree (from_place_id, at);
CREATE INDEX ix_move_lot_id_at ON public.move USING btree (lot_id, at);
CREATE INDEX ix_move_order_line_id ON public.move USING btree (order_line_id);
CREATE INDEX ix_move_to_place_id_at ON public.move USING btree (to_place_id, at);
CREATE INDEX ix_notice_role_at ON public.notice USING btree (role, at);
CREATE INDEX ix_order_line_order_id ON public.order_line USING btree (order_id);
CREATE INDEX ix_outbox_due ON public.outbox USING btree (next_at, id) WHERE ((state)::text = ANY ((ARRAY['ready'::character varying, 'leased'::character varying])::text[]));
CREATE INDEX ix_parcel_order_id ON public.parcel USING btree (order_id);
CREATE INDEX ix_place_room_id ON public.place USING btree (room_id);
CREATE INDEX ix_place_warehouse_id ON public.place USING btree (warehouse_id);
CREATE INDEX ix_proof_line_lot_id ON public.proof_line USING btree (lot_id);
CREATE INDEX ix_proof_order_id ON public.proof USING btree (order_id);
CREATE INDEX ix_residue_test_lot_id ON public.residue_test USING btree (lot_id);
CREATE INDEX ix_review_order_id ON public.review USING btree (order_id);
CREATE INDEX ix_route_plan_wave_id ON public.route_plan USING btree (wave_id);
CREATE INDEX ix_sales_order_shop_id_placed_at ON public.sales_order USING btree (shop_id, placed_at);
CREATE INDEX ix_sales_order_warehouse_id_state ON public.sales_order USING btree (warehouse_id, state);
CREATE INDEX ix_sales_order_wave_id ON public.sales_order USING btree (wave_id);
CREATE INDEX ix_sensor_device_id ON public.sensor USING btree (device_id);
CREATE INDEX ix_sensor_place_id ON public.sensor USING btree (place_id);
CREATE INDEX ix_shop_warehouse_id ON public.shop USING btree (warehouse_id);
CREATE INDEX ix_trip_driver_id_day ON public.trip USING btree (driver_id, day);
CREATE INDEX ix_trip_plan_id ON public.trip USING btree (plan_id);
CREATE INDEX ix_trip_vehicle_id ON public.trip USING btree (vehicle_id);
CREATE INDEX ix_trip_warehouse_id_day ON public.trip USING btree (warehouse_id, day);
CREATE INDEX ix_unserved_order_order_id ON public.unserved_order USING btree (order_id);
CREATE INDEX ix_vehicle_warehouse_id ON public.vehicle USING btree (warehouse_id);
CREATE INDEX ix_wave_warehouse_id ON public.wave USING btree (warehouse_id);
CREATE UNIQUE INDEX uq_excursion_start ON public.excursion USING btree (sensor_id, kind, started_at);
CREATE UNIQUE INDEX uq_hold_open ON public.hold USING btree (lot_id, reason, cause) WHERE (released_at IS NULL);
ALTER INDEX public.pk_reading ATTACH PARTITION public.reading_2026_11_pkey;
ALTER INDEX public.pk_reading ATTACH PARTITION public.reading_2026_12_pkey;
ALTER INDEX public.pk_reading ATTACH PARTITION public.reading_2027_01_pkey;
ALTER INDEX public.pk_reading ATTACH PARTITION public.reading_default_pkey;
CREATE TRIGGER audit_refuses_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER fact_refuses_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.fact FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER move_refuses_change BEFORE DELETE OR UPDATE OR TRUNCATE ON public.move FOR EACH STATEMENT EXECUTE FUNCTION public.refuse_change();
ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT fk_allocation_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT fk_allocation_order_line_id_order_line FOREIGN KEY (order_line_id) REFERENCES public.order_line(id);
ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT fk_allocation_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.allocation
    ADD CONSTRAINT fk_allocation_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT fk_api_key_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.audit
    ADD CONSTRAINT fk_audit_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.balance
    ADD CONSTRAINT fk_balance_item_id_item FOREIGN KEY (item_id) REFERENCES public.item(id);
ALTER TABLE ONLY public.balance
    ADD CONSTRAINT fk_balance_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.balance
    ADD CONSTRAINT fk_balance_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.balance
    ADD CONSTRAINT fk_balance_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.device_fault
    ADD CONSTRAINT fk_device_fault_settled_by_user_account FOREIGN KEY (settled_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.device
    ADD CONSTRAINT fk_device_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.device
    ADD CONSTRAINT fk_device_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT fk_document_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.document
    ADD CONSTRAINT fk_document_wave_id_wave FOREIGN KEY (wave_id) REFERENCES public.wave(id);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT fk_excursion_acknowledged_by_user_account FOREIGN KEY (acknowledged_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT fk_excursion_closed_by_user_account FOREIGN KEY (closed_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT fk_excursion_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT fk_excursion_sensor_id_sensor FOREIGN KEY (sensor_id) REFERENCES public.sensor(id);
ALTER TABLE ONLY public.excursion
    ADD CONSTRAINT fk_excursion_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.fact
    ADD CONSTRAINT fk_fact_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.fact
    ADD CONSTRAINT fk_fact_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.field_application
    ADD CONSTRAINT fk_field_application_field_record_id_field_record FOREIGN KEY (field_record_id) REFERENCES public.field_record(id);
ALTER TABLE ONLY public.field_record
    ADD CONSTRAINT fk_field_record_item_id_item FOREIGN KEY (item_id) REFERENCES public.item(id);
ALTER TABLE ONLY public.field_record
    ADD CONSTRAINT fk_field_record_supplier_id_supplier FOREIGN KEY (supplier_id) REFERENCES public.supplier(id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT fk_hold_excursion_id_excursion FOREIGN KEY (excursion_id) REFERENCES public.excursion(id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT fk_hold_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT fk_hold_placed_by_user_account FOREIGN KEY (placed_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT fk_hold_released_by_user_account FOREIGN KEY (released_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.login_session
    ADD CONSTRAINT fk_login_session_user_id_user_account FOREIGN KEY (user_id) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT fk_lot_field_record_id_field_record FOREIGN KEY (field_record_id) REFERENCES public.field_record(id);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT fk_lot_item_id_item FOREIGN KEY (item_id) REFERENCES public.item(id);
ALTER TABLE ONLY public.lot_link
    ADD CONSTRAINT fk_lot_link_child_id_lot FOREIGN KEY (child_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.lot_link
    ADD CONSTRAINT fk_lot_link_parent_id_lot FOREIGN KEY (parent_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.lot
    ADD CONSTRAINT fk_lot_supplier_id_supplier FOREIGN KEY (supplier_id) REFERENCES public.supplier(id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT fk_move_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT fk_move_from_place_id_place FOREIGN KEY (from_place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT fk_move_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT fk_move_order_line_id_order_line FOREIGN KEY (order_line_id) REFERENCES public.order_line(id);
ALTER TABLE ONLY public.move
    ADD CONSTRAINT fk_move_to_place_id_place FOREIGN KEY (to_place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_fact_id_fact FOREIGN KEY (fact_id) REFERENCES public.fact(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_shop_id_shop FOREIGN KEY (shop_id) REFERENCES public.shop(id);
ALTER TABLE ONLY public.notice
    ADD CONSTRAINT fk_notice_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.order_line
    ADD CONSTRAINT fk_order_line_item_id_item FOREIGN KEY (item_id) REFERENCES public.item(id);
ALTER TABLE ONLY public.order_line
    ADD CONSTRAINT fk_order_line_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT fk_outbox_fact_id_fact FOREIGN KEY (fact_id) REFERENCES public.fact(id);
ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT fk_parcel_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.parcel
    ADD CONSTRAINT fk_parcel_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.place
    ADD CONSTRAINT fk_place_room_id_place FOREIGN KEY (room_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.place
    ADD CONSTRAINT fk_place_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.policy
    ADD CONSTRAINT fk_policy_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.promised
    ADD CONSTRAINT fk_promised_item_id_item FOREIGN KEY (item_id) REFERENCES public.item(id);
ALTER TABLE ONLY public.promised
    ADD CONSTRAINT fk_promised_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT fk_proof_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.proof_line
    ADD CONSTRAINT fk_proof_line_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.proof_line
    ADD CONSTRAINT fk_proof_line_order_line_id_order_line FOREIGN KEY (order_line_id) REFERENCES public.order_line(id);
ALTER TABLE ONLY public.proof_line
    ADD CONSTRAINT fk_proof_line_proof_id_proof FOREIGN KEY (proof_id) REFERENCES public.proof(id);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT fk_proof_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.proof
    ADD CONSTRAINT fk_proof_stop_id_stop FOREIGN KEY (stop_id) REFERENCES public.stop(id);
ALTER TABLE public.reading
    ADD CONSTRAINT fk_reading_sensor_id_sensor FOREIGN KEY (sensor_id) REFERENCES public.sensor(id);
ALTER TABLE ONLY public.residue_test
    ADD CONSTRAINT fk_residue_test_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.residue_test
    ADD CONSTRAINT fk_residue_test_lot_id_lot FOREIGN KEY (lot_id) REFERENCES public.lot(id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT fk_review_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.review
    ADD CONSTRAINT fk_review_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.route_plan
    ADD CONSTRAINT fk_route_plan_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.route_plan
    ADD CONSTRAINT fk_route_plan_wave_id_wave FOREIGN KEY (wave_id) REFERENCES public.wave(id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT fk_sales_order_placed_by_user_account FOREIGN KEY (placed_by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT fk_sales_order_shop_id_shop FOREIGN KEY (shop_id) REFERENCES public.shop(id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT fk_sales_order_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.sales_order
    ADD CONSTRAINT fk_sales_order_wave_id_wave FOREIGN KEY (wave_id) REFERENCES public.wave(id);
ALTER TABLE ONLY public.sensor
    ADD CONSTRAINT fk_sensor_device_id_device FOREIGN KEY (device_id) REFERENCES public.device(id);
ALTER TABLE ONLY public.sensor
    ADD CONSTRAINT fk_sensor_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.sensor
    ADD CONSTRAINT fk_sensor_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.shop
    ADD CONSTRAINT fk_shop_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.shop
    ADD CONSTRAINT fk_shop_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.station_task
    ADD CONSTRAINT fk_station_task_user_id_user_account FOREIGN KEY (user_id) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT fk_stop_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT fk_stop_shop_id_shop FOREIGN KEY (shop_id) REFERENCES public.shop(id);
ALTER TABLE ONLY public.stop
    ADD CONSTRAINT fk_stop_trip_id_trip FOREIGN KEY (trip_id) REFERENCES public.trip(id);
ALTER TABLE ONLY public.supplier
    ADD CONSTRAINT fk_supplier_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT fk_trip_driver_id_user_account FOREIGN KEY (driver_id) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT fk_trip_plan_id_route_plan FOREIGN KEY (plan_id) REFERENCES public.route_plan(id);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT fk_trip_vehicle_id_vehicle FOREIGN KEY (vehicle_id) REFERENCES public.vehicle(id);
ALTER TABLE ONLY public.trip
    ADD CONSTRAINT fk_trip_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.unserved_order
    ADD CONSTRAINT fk_unserved_order_order_id_sales_order FOREIGN KEY (order_id) REFERENCES public.sales_order(id);
ALTER TABLE ONLY public.unserved_order
    ADD CONSTRAINT fk_unserved_order_plan_id_route_plan FOREIGN KEY (plan_id) REFERENCES public.route_plan(id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT fk_user_account_shop_id_shop FOREIGN KEY (shop_id) REFERENCES public.shop(id);
ALTER TABLE ONLY public.user_account
    ADD CONSTRAINT fk_user_account_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT fk_vehicle_driver_id_user_account FOREIGN KEY (driver_id) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT fk_vehicle_place_id_place FOREIGN KEY (place_id) REFERENCES public.place(id);
ALTER TABLE ONLY public.vehicle
    ADD CONSTRAINT fk_vehicle_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
ALTER TABLE ONLY public.wave
    ADD CONSTRAINT fk_wave_by_user_account FOREIGN KEY (by) REFERENCES public.user_account(id);
ALTER TABLE ONLY public.wave
    ADD CONSTRAINT fk_wave_warehouse_id_warehouse FOREIGN KEY (warehouse_id) REFERENCES public.warehouse(id);
