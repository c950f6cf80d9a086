BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE allocation (
	id INTEGER NOT NULL, 
	order_line_id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	picked INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_allocation PRIMARY KEY (id), 
	CONSTRAINT ck_allocation_picked_bounds CHECK (picked >= 0 AND picked <= quantity), 
	CONSTRAINT ck_allocation_quantity_positive CHECK (quantity > 0), 
	CONSTRAINT fk_allocation_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_allocation_order_line_id_order_line FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_allocation_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_allocation_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_allocation_allocationstate CHECK (state IN ('open', 'picked', 'void'))
);
INSERT INTO "allocation" VALUES(1,9,1,4,1,20000,20000,'picked');
INSERT INTO "allocation" VALUES(2,10,1,7,3,60,60,'picked');
INSERT INTO "allocation" VALUES(3,11,1,4,1,30000,30000,'picked');
INSERT INTO "allocation" VALUES(4,12,1,7,3,30,30,'picked');
INSERT INTO "allocation" VALUES(5,13,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(6,14,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(7,15,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(8,16,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(9,17,1,7,3,30,30,'picked');
INSERT INTO "allocation" VALUES(10,18,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(11,19,1,7,3,30,30,'picked');
INSERT INTO "allocation" VALUES(12,20,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(13,21,1,7,3,30,30,'picked');
INSERT INTO "allocation" VALUES(14,22,1,4,1,10000,0,'open');
INSERT INTO "allocation" VALUES(15,23,1,7,3,30,0,'open');
INSERT INTO "allocation" VALUES(16,24,1,4,1,10000,0,'open');
INSERT INTO "allocation" VALUES(17,27,1,4,1,700000,0,'open');
INSERT INTO "allocation" VALUES(18,28,1,4,1,10000,0,'void');
INSERT INTO "allocation" VALUES(19,29,1,4,1,10000,10000,'picked');
INSERT INTO "allocation" VALUES(20,30,1,4,1,10000,0,'open');
CREATE TABLE api_key (
	id INTEGER NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	secret_digest VARCHAR(64) NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	warehouse_id INTEGER, 
	device_prefix VARCHAR(64), 
	is_active BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_api_key PRIMARY KEY (id), 
	CONSTRAINT fk_api_key_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_api_key_name UNIQUE (name), 
	CONSTRAINT uq_api_key_secret_digest UNIQUE (secret_digest), 
	CONSTRAINT ck_api_key_role CHECK (role IN ('staff', 'dispatcher', 'driver', 'shop', 'quality', 'admin', 'integrator', 'device'))
);
INSERT INTO "api_key" VALUES(1,'orders from the till','d8ddd88408c73db6521ad27c1ab69803947b4e1e676b05756591cb14d90cbdd4','integrator',1,NULL,1,1795219260000000);
INSERT INTO "api_key" VALUES(2,'gateway of the dock','3040ce59e14bcbfa9cfc1a5ba9e257aeb7a42ffb8ced88db6a0f894be3be9c61','device',1,'scanner-',1,1795219320000000);
INSERT INTO "api_key" VALUES(3,'gateway that was sold','3692a43a4a01343ca36142d2f986d068499b7b75e2f984245de1b39dc563573f','device',1,'sold-',0,1795219380000000);
CREATE TABLE audit (
	id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	"by" INTEGER, 
	action VARCHAR(40) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	data JSON NOT NULL, 
	previous VARCHAR(64) NOT NULL, 
	hash VARCHAR(64) NOT NULL, 
	CONSTRAINT pk_audit PRIMARY KEY (id), 
	CONSTRAINT fk_audit_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT uq_audit_hash UNIQUE (hash), 
	CONSTRAINT uq_audit_previous UNIQUE (previous)
);
INSERT INTO "audit" VALUES(1,1767225600000000,NULL,'audit.begin','audit','{}','0000000000000000000000000000000000000000000000000000000000000000','9768469a0b44d4d47808ebc18a9707a2781653a2402eca1f65de13f504efcac5');
INSERT INTO "audit" VALUES(2,1795219260000000,6,'key.created','key:1','{"name": "orders from the till", "role": "integrator", "device_prefix": null}','9768469a0b44d4d47808ebc18a9707a2781653a2402eca1f65de13f504efcac5','1a3a14a539d09b82204a6722b0e070cb3cdbfb76bab95fa9985e26f5ba7220a0');
INSERT INTO "audit" VALUES(3,1795219320000000,6,'key.created','key:2','{"name": "gateway of the dock", "role": "device", "device_prefix": "scanner-"}','1a3a14a539d09b82204a6722b0e070cb3cdbfb76bab95fa9985e26f5ba7220a0','aea125917d8330a826c9eda2449c148b3da430fbcf09be2d05eabdb13344087c');
INSERT INTO "audit" VALUES(4,1795219380000000,6,'key.created','key:3','{"name": "gateway that was sold", "role": "device", "device_prefix": "sold-"}','aea125917d8330a826c9eda2449c148b3da430fbcf09be2d05eabdb13344087c','b9d5a63c6317475b862dccbd1719447febe3a8bdea86ba65780d171227660b6d');
INSERT INTO "audit" VALUES(5,1795219440000000,6,'key.disabled','key:3','{"name": "gateway that was sold"}','b9d5a63c6317475b862dccbd1719447febe3a8bdea86ba65780d171227660b6d','c08e248c27eddb80dffe0a239c5a2ad8bb5f260e457d4d7eada11f63d606f781');
INSERT INTO "audit" VALUES(6,1795219500000000,6,'user.password','user:1','{"login": "staff18"}','c08e248c27eddb80dffe0a239c5a2ad8bb5f260e457d4d7eada11f63d606f781','2aac91efca3b6c788526314a78567ebc8094081b7335d488b1c858d2cade5c52');
INSERT INTO "audit" VALUES(7,1795219560000000,6,'policy.changed','policy:undo_s','{"before": 60, "after": 90}','2aac91efca3b6c788526314a78567ebc8094081b7335d488b1c858d2cade5c52','e5f0c87e590d03b297a0fd3551ee8781f2a5347bfeaf9ed86d8f25f12cbcc4e8');
INSERT INTO "audit" VALUES(8,1795219620000000,6,'policy.changed','policy:undo_s','{"before": 90, "after": 120}','e5f0c87e590d03b297a0fd3551ee8781f2a5347bfeaf9ed86d8f25f12cbcc4e8','d11428b98548694a1684ec4654346ec1525764274ec8676d841e2f5bfcbc0f5c');
INSERT INTO "audit" VALUES(9,1795243560000000,6,'policy.changed','policy:outbox_attempts','{"before": 8, "after": 1}','d11428b98548694a1684ec4654346ec1525764274ec8676d841e2f5bfcbc0f5c','e71f5b4b81a91ff8f66428141e38e177c8e3392aef2605060475cc46f7c3ffc9');
INSERT INTO "audit" VALUES(10,1795243740000000,6,'policy.changed','policy:outbox_attempts','{"before": 1, "after": 8}','e71f5b4b81a91ff8f66428141e38e177c8e3392aef2605060475cc46f7c3ffc9','2a137ee53fa27bc0f247ae1b4a8cadedf7ab62e5b58104aa56fa2e416b777c04');
CREATE TABLE balance (
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	on_hand INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	is_pickable BOOLEAN NOT NULL, 
	sell_until BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_balance PRIMARY KEY (warehouse_id, place_id, lot_id), 
	CONSTRAINT ck_balance_bounds CHECK (allocated >= 0 AND allocated <= on_hand), 
	CONSTRAINT fk_balance_item_id_item FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_balance_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_balance_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_balance_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_balance_lotstatus CHECK (status IN ('testing', 'released', 'held', 'blocked'))
)
 WITHOUT ROWID

;
INSERT INTO "balance" VALUES(1,4,1,2,770000,730000,1,1826755920000000,1795219920000000,'released');
INSERT INTO "balance" VALUES(1,5,2,2,900000,0,1,1826756040000000,1795220040000000,'released');
INSERT INTO "balance" VALUES(1,7,3,3,720,30,1,1796948160000000,1795220160000000,'released');
INSERT INTO "balance" VALUES(1,7,7,1,60000,0,1,1795384800000000,1795220640000000,'blocked');
INSERT INTO "balance" VALUES(1,8,4,3,300,0,1,1796948280000000,1795220280000000,'released');
INSERT INTO "balance" VALUES(1,8,8,1,20000,0,1,1795479960000000,1795220760000000,'released');
INSERT INTO "balance" VALUES(1,8,9,1,20000,0,1,1795480080000000,1795220880000000,'blocked');
INSERT INTO "balance" VALUES(1,9,11,1,38000,0,1,1795826220000000,1795221420000000,'blocked');
INSERT INTO "balance" VALUES(1,10,5,4,60000,0,1,1810772400000000,1795220400000000,'held');
INSERT INTO "balance" VALUES(1,11,6,4,20000,0,1,1810772520000000,1795220520000000,'held');
INSERT INTO "balance" VALUES(1,15,1,2,20000,0,0,1826755920000000,1795219920000000,'released');
INSERT INTO "balance" VALUES(1,16,1,2,20000,0,1,1826755920000000,1795219920000000,'released');
INSERT INTO "balance" VALUES(1,16,3,3,60,0,1,1796948160000000,1795220160000000,'released');
INSERT INTO "balance" VALUES(1,16,10,1,10000,0,1,1795480380000000,1795221180000000,'testing');
INSERT INTO "balance" VALUES(1,17,1,2,30000,0,0,1826755920000000,1795219920000000,'released');
INSERT INTO "balance" VALUES(1,17,3,3,60,0,0,1796948160000000,1795220160000000,'released');
INSERT INTO "balance" VALUES(1,23,1,2,10000,0,0,1826755920000000,1795219920000000,'released');
INSERT INTO "balance" VALUES(1,23,3,3,30,0,0,1796948160000000,1795220160000000,'released');
CREATE TABLE device (
	id VARCHAR(64) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	place_id INTEGER, 
	is_online BOOLEAN NOT NULL, 
	last_seen_at BIGINT, 
	detail VARCHAR(200), 
	CONSTRAINT pk_device PRIMARY KEY (id), 
	CONSTRAINT fk_device_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_device_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
);
INSERT INTO "device" VALUES('scanner-49',1,'scanner','设备49','Device 49',16,1,1795226580000000,NULL);
INSERT INTO "device" VALUES('scale-50',1,'scale','设备50','Device 50',16,1,1795221120000000,NULL);
INSERT INTO "device" VALUES('scanner-51',1,'scanner','设备51','Device 51',16,1,1795234260000000,NULL);
INSERT INTO "device" VALUES('controller-52',1,'controller','设备52','Device 52',2,1,1795225680000000,NULL);
INSERT INTO "device" VALUES('controller-53',1,'controller','设备53','Device 53',3,1,1795233060000000,NULL);
INSERT INTO "device" VALUES('controller-54',1,'controller','设备54','Device 54',1,1,1795222080000000,NULL);
INSERT INTO "device" VALUES('scanner-55',1,'scanner','设备55','Device 55',NULL,0,1795226400000000,NULL);
CREATE TABLE device_fault (
	id CHAR(32) NOT NULL, 
	device VARCHAR(64) NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	detail VARCHAR(400) NOT NULL, 
	payload BLOB NOT NULL, 
	received_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	settled_by INTEGER, 
	CONSTRAINT pk_device_fault PRIMARY KEY (id), 
	CONSTRAINT fk_device_fault_settled_by_user_account FOREIGN KEY(settled_by) REFERENCES user_account (id)
);
INSERT INTO "device_fault" VALUES('ef0190ce6220423a8b1297370984862a','scanner-49','bad_checksum','',X'02283031293036393000FF03',1795226400000000,NULL,NULL);
CREATE TABLE document (
	id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	wave_id INTEGER, 
	media_type VARCHAR(60) NOT NULL, 
	filename VARCHAR(120) NOT NULL, 
	content BLOB NOT NULL, 
	created_at BIGINT NOT NULL, 
	printed_at BIGINT, 
	copies INTEGER NOT NULL, 
	CONSTRAINT pk_document PRIMARY KEY (id), 
	CONSTRAINT fk_document_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT fk_document_wave_id_wave FOREIGN KEY(wave_id) REFERENCES wave (id), 
	CONSTRAINT uq_document_kind_subject_media_type UNIQUE (kind, subject, media_type)
);
INSERT INTO "document" VALUES(1,'lot_label','lot:1',1,NULL,'application/pdf','label.pdf',X'000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F202122232425262728292A2B2C2D2E2F303132333435363738393A3B3C3D3E3F404142434445464748494A4B4C4D4E4F505152535455565758595A5B5C5D5E5F606162636465666768696A6B6C6D6E6F707172737475767778797A7B7C7D7E7F808182838485868788898A8B8C8D8E8F909192939495969798999A9B9C9D9E9FA0A1A2A3A4A5A6A7A8A9AAABACADAEAFB0B1B2B3B4B5B6B7B8B9BABBBCBDBEBFC0C1C2C3C4C5C6C7C8C9CACBCCCDCECFD0D1D2D3D4D5D6D7D8D9DADBDCDDDEDFE0E1E2E3E4E5E6E7E8E9EAEBECEDEEEFF0F1F2F3F4F5F6F7F8F9FAFBFCFDFEFF',1795235400000000,NULL,0);
INSERT INTO "document" VALUES(2,'pick_list','wave:1',1,1,'application/pdf','w.pdf',X'25504446',1795235400000000,1795235460000000,1);
CREATE TABLE document_number (
	series VARCHAR(12) NOT NULL, 
	day DATE NOT NULL, 
	last INTEGER NOT NULL, 
	CONSTRAINT pk_document_number PRIMARY KEY (series, day)
);
INSERT INTO "document_number" VALUES('L','2026-11-21',11);
INSERT INTO "document_number" VALUES('SO','2026-11-21',22);
INSERT INTO "document_number" VALUES('W','2026-11-21',5);
INSERT INTO "document_number" VALUES('TR','2026-11-21',5);
INSERT INTO "document_number" VALUES('SSCC','2020-01-01',12);
CREATE TABLE excursion (
	id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	sensor_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	started_at BIGINT NOT NULL, 
	opened_at BIGINT NOT NULL, 
	ended_at BIGINT, 
	peak DOUBLE, 
	acknowledged_by INTEGER, 
	acknowledged_at BIGINT, 
	cause VARCHAR(200), 
	action VARCHAR(200), 
	closed_by INTEGER, 
	closed_at BIGINT, 
	CONSTRAINT pk_excursion PRIMARY KEY (id), 
	CONSTRAINT fk_excursion_acknowledged_by_user_account FOREIGN KEY(acknowledged_by) REFERENCES user_account (id), 
	CONSTRAINT fk_excursion_closed_by_user_account FOREIGN KEY(closed_by) REFERENCES user_account (id), 
	CONSTRAINT fk_excursion_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_excursion_sensor_id_sensor FOREIGN KEY(sensor_id) REFERENCES sensor (id), 
	CONSTRAINT fk_excursion_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_excursion_excursionkind CHECK (kind IN ('high', 'low', 'silence')), 
	CONSTRAINT ck_excursion_excursionstate CHECK (state IN ('open', 'acknowledged', 'closed'))
);
INSERT INTO "excursion" VALUES(1,1,2,1,'high','closed',1795223520000000,1795224120000000,1795225020000000,12.5,5,1795225740000000,'压缩机跳闸 compressor tripped','已复位 reset',5,1795225800000000);
INSERT INTO "excursion" VALUES(2,1,1,3,'silence','open',1795222020000000,1795223820000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "excursion" VALUES(3,1,3,2,'high','acknowledged',1795232100000000,1795232700000000,NULL,-9.0,5,1795233120000000,NULL,NULL,NULL,NULL);
CREATE TABLE fact (
	id INTEGER NOT NULL, 
	kind VARCHAR(32) NOT NULL, 
	subject VARCHAR(60) NOT NULL, 
	warehouse_id INTEGER, 
	data JSON NOT NULL, 
	"by" INTEGER, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_fact PRIMARY KEY (id), 
	CONSTRAINT fk_fact_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_fact_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
);
INSERT INTO "fact" VALUES(1,'DeviceBack','device:scanner-49',1,'{"name_zh": "\u8bbe\u590749", "name_en": "Device 49"}',NULL,1795219800000000);
INSERT INTO "fact" VALUES(2,'LotReceived','lot:1',1,'{"lot": "2611210001", "item": "I32", "supplier": "S14", "quantity": 900000, "status": "released"}',NULL,1795219920000000);
INSERT INTO "fact" VALUES(3,'LotPutAway','lot:1',1,'{"lot": "2611210001", "place": "BIN-5", "quantity": 900000}',NULL,1795219980000000);
INSERT INTO "fact" VALUES(4,'LotReceived','lot:2',1,'{"lot": "2611210002", "item": "I32", "supplier": "S14", "quantity": 900000, "status": "released"}',NULL,1795220040000000);
INSERT INTO "fact" VALUES(5,'LotPutAway','lot:2',1,'{"lot": "2611210002", "place": "BIN-6", "quantity": 900000}',NULL,1795220100000000);
INSERT INTO "fact" VALUES(6,'LotReceived','lot:3',1,'{"lot": "2611210003", "item": "I33", "supplier": "S14", "quantity": 900, "status": "released"}',NULL,1795220160000000);
INSERT INTO "fact" VALUES(7,'LotPutAway','lot:3',1,'{"lot": "2611210003", "place": "BIN-8", "quantity": 900}',NULL,1795220220000000);
INSERT INTO "fact" VALUES(8,'LotReceived','lot:4',1,'{"lot": "2611210004", "item": "I33", "supplier": "S14", "quantity": 300, "status": "released"}',NULL,1795220280000000);
INSERT INTO "fact" VALUES(9,'LotPutAway','lot:4',1,'{"lot": "2611210004", "place": "BIN-9", "quantity": 300}',NULL,1795220340000000);
INSERT INTO "fact" VALUES(10,'LotReceived','lot:5',1,'{"lot": "2611210005", "item": "I34", "supplier": "S14", "quantity": 60000, "status": "released"}',NULL,1795220400000000);
INSERT INTO "fact" VALUES(11,'LotPutAway','lot:5',1,'{"lot": "2611210005", "place": "BIN-11", "quantity": 60000}',NULL,1795220460000000);
INSERT INTO "fact" VALUES(12,'LotReceived','lot:6',1,'{"lot": "2611210006", "item": "I34", "supplier": "S14", "quantity": 20000, "status": "released"}',NULL,1795220520000000);
INSERT INTO "fact" VALUES(13,'LotPutAway','lot:6',1,'{"lot": "2611210006", "place": "BIN-12", "quantity": 20000}',NULL,1795220580000000);
INSERT INTO "fact" VALUES(14,'LotReceived','lot:7',1,'{"lot": "2611210007", "item": "I31", "supplier": "S14", "quantity": 80000, "status": "testing"}',NULL,1795220640000000);
INSERT INTO "fact" VALUES(15,'LotPutAway','lot:7',1,'{"lot": "2611210007", "place": "BIN-8", "quantity": 80000}',NULL,1795220700000000);
INSERT INTO "fact" VALUES(16,'LotReceived','lot:8',1,'{"lot": "2611210008", "item": "I31", "supplier": "S14", "quantity": 40000, "status": "testing"}',NULL,1795220760000000);
INSERT INTO "fact" VALUES(17,'LotPutAway','lot:8',1,'{"lot": "2611210008", "place": "BIN-9", "quantity": 40000}',NULL,1795220820000000);
INSERT INTO "fact" VALUES(18,'LotReceived','lot:9',1,'{"lot": "2611210009", "item": "I31", "supplier": "S14", "quantity": 20000, "status": "testing"}',NULL,1795220880000000);
INSERT INTO "fact" VALUES(19,'LotPutAway','lot:9',1,'{"lot": "2611210009", "place": "BIN-10", "quantity": 20000}',NULL,1795220940000000);
INSERT INTO "fact" VALUES(20,'LotPutAway','lot:9',1,'{"lot": "2611210009", "place": "BIN-9", "quantity": 20000}',NULL,1795221060000000);
INSERT INTO "fact" VALUES(21,'DeviceBack','device:scale-50',1,'{"name_zh": "\u8bbe\u590750", "name_en": "Device 50"}',NULL,1795221120000000);
INSERT INTO "fact" VALUES(22,'LotReceived','lot:10',1,'{"lot": "2611210010", "item": "I31", "supplier": "S14", "quantity": 10000, "status": "testing"}',NULL,1795221180000000);
INSERT INTO "fact" VALUES(23,'LotTested','lot:7',NULL,'{"lot": "2611210007", "test": 1, "passed": true, "status": "released"}',5,1795221240000000);
INSERT INTO "fact" VALUES(24,'LotTested','lot:8',NULL,'{"lot": "2611210008", "test": 2, "passed": true, "status": "released"}',5,1795221300000000);
INSERT INTO "fact" VALUES(25,'LotBlocked','lot:9',1,'{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null}',5,1795221360000000);
INSERT INTO "fact" VALUES(26,'LotTested','lot:9',NULL,'{"lot": "2611210009", "test": 3, "passed": false, "status": "blocked"}',5,1795221360000000);
INSERT INTO "fact" VALUES(27,'LotRepacked','lot:11',1,'{"lot": "2611210011", "item": "I31", "parents": ["2611210007", "2611210008"], "quantity": 38000, "sell_until": "2026-11-28T00:37:00+00:00"}',1,1795221420000000);
INSERT INTO "fact" VALUES(28,'DeviceBack','device:controller-54',1,'{"name_zh": "\u8bbe\u590754", "name_en": "Device 54"}',NULL,1795221780000000);
INSERT INTO "fact" VALUES(29,'DeviceBack','device:controller-52',1,'{"name_zh": "\u8bbe\u590752", "name_en": "Device 52"}',NULL,1795222380000000);
INSERT INTO "fact" VALUES(30,'ExcursionOpened','excursion:1',1,'{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": null, "peak": 12.5, "is_late": false}',NULL,1795224180000000);
INSERT INTO "fact" VALUES(31,'LotHeld','excursion:1',1,'{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null}',NULL,1795224180000000);
INSERT INTO "fact" VALUES(32,'ExcursionEnded','excursion:1',1,'{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5}',NULL,1795225080000000);
INSERT INTO "fact" VALUES(33,'ExcursionClosed','excursion:1',1,'{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5, "cause": "\u538b\u7f29\u673a\u8df3\u95f8 compressor tripped", "action": "\u5df2\u590d\u4f4d reset"}',5,1795225800000000);
INSERT INTO "fact" VALUES(34,'LotReleased','lot:3',NULL,'{"lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "sell_until_before": "2026-12-11T00:16:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}',5,1795225860000000);
INSERT INTO "fact" VALUES(35,'LotReleased','lot:4',NULL,'{"lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "sell_until_before": "2026-12-11T00:18:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}',5,1795225920000000);
INSERT INTO "fact" VALUES(36,'LotReleased','lot:7',NULL,'{"lot": "2611210007", "status": "released", "sell_until": "2026-11-22T22:00:00+00:00", "sell_until_before": "2026-11-22T22:00:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}',5,1795225980000000);
INSERT INTO "fact" VALUES(37,'LotReleased','lot:8',NULL,'{"lot": "2611210008", "status": "released", "sell_until": "2026-11-24T00:26:00+00:00", "sell_until_before": "2026-11-24T00:26:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine"}',5,1795226040000000);
INSERT INTO "fact" VALUES(38,'SensorSilent','excursion:2',1,'{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false}',NULL,1795226100000000);
INSERT INTO "fact" VALUES(39,'DeviceBack','device:scanner-55',1,'{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}',NULL,1795226220000000);
INSERT INTO "fact" VALUES(40,'DeviceWentAway','device:scanner-55',1,'{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}',NULL,1795226280000000);
INSERT INTO "fact" VALUES(41,'DeviceBack','device:scanner-55',1,'{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}',NULL,1795226340000000);
INSERT INTO "fact" VALUES(42,'DeviceWentAway','device:scanner-55',1,'{"name_zh": "\u8bbe\u590755", "name_en": "Device 55"}',NULL,1795226400000000);
INSERT INTO "fact" VALUES(43,'ScanRefused','station:scanner-49',1,'{"code": "scan.bad_code", "scanned": "(01)1"}',NULL,1795226580000000);
INSERT INTO "fact" VALUES(44,'StockLost','lot:1',1,'{"lot": "2611210001", "place": "BIN-5", "quantity": 10000, "reason": "damaged"}',1,1795226640000000);
INSERT INTO "fact" VALUES(45,'OrderPlaced','order:1',1,'{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}',4,1795226700000000);
INSERT INTO "fact" VALUES(46,'OrderCancelled','order:1',1,'{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "reason": "\u6253\u9519\u4e86 a slip"}',4,1795226760000000);
INSERT INTO "fact" VALUES(47,'OrderPlaced','order:2',1,'{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13"}',4,1795226820000000);
INSERT INTO "fact" VALUES(48,'OrderPlaced','order:3',1,'{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13"}',4,1795226880000000);
INSERT INTO "fact" VALUES(49,'OrderReturned','order:2',1,'{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left"}',2,1795226940000000);
INSERT INTO "fact" VALUES(50,'OrderReturned','order:3',1,'{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left"}',2,1795227000000000);
INSERT INTO "fact" VALUES(51,'OrderChanged','order:3',1,'{"number": "SO-20261121-0003", "shop_id": 1, "cents": 6000}',4,1795227060000000);
INSERT INTO "fact" VALUES(52,'OrderPlaced','order:4',1,'{"number": "SO-20261121-0004", "shop_id": 3, "cents": 5400, "body": "35d960ec50fb955181915d93de468d734c8e2060ed663afee0b03bad332a3901"}',NULL,1795227120000000);
INSERT INTO "fact" VALUES(53,'OrderPlaced','order:5',1,'{"number": "SO-20261121-0005", "shop_id": 3, "cents": 14700, "body": "0b8b5d0f713448e570ee57389fa8a410e1e4c5b0b315b505f1b01837a973e6f0"}',NULL,1795227180000000);
INSERT INTO "fact" VALUES(54,'OrderApproved','order:5',1,'{"number": "SO-20261121-0005", "shop_id": 3, "cents": 8700, "findings": []}',2,1795227240000000);
INSERT INTO "fact" VALUES(55,'OrderPlaced','order:6',1,'{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "body": "ab7009b1f040a955d84ad64fafd485bc0f8963b7d2b4f6771fb2fd6ed7ddb7f6"}',4,1795227300000000);
INSERT INTO "fact" VALUES(56,'OrderApproved','order:6',1,'{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "findings": []}',2,1795227360000000);
INSERT INTO "fact" VALUES(57,'OrderPlaced','order:7',1,'{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "body": "8964e22ab741536b8fbc590c4a5c6fec870bfcb42c9d4d913159354039eefc12"}',NULL,1795227420000000);
INSERT INTO "fact" VALUES(58,'OrderApproved','order:7',1,'{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "findings": []}',2,1795227480000000);
INSERT INTO "fact" VALUES(59,'WaveFrozen','wave:1',1,'{"wave": "W-20261121-0001", "orders": 2}',2,1795227540000000);
INSERT INTO "fact" VALUES(60,'WaveReleased','wave:1',1,'{"wave": "W-20261121-0001", "orders": 2}',2,1795227600000000);
INSERT INTO "fact" VALUES(61,'RoutePlanned','wave:1',1,'{"number": "W-20261121-0001", "trips": 1, "unserved": 0, "engine": "insertion"}',NULL,1795227660000000);
INSERT INTO "fact" VALUES(62,'OrderPicked','order:6',1,'{"order": "SO-20261121-0006"}',1,1795227840000000);
INSERT INTO "fact" VALUES(63,'OrderPacked','order:6',1,'{"order": "SO-20261121-0006", "parcels": ["369012340000000017", "369012340000000024"], "weight_g": 23600}',1,1795227900000000);
INSERT INTO "fact" VALUES(64,'OrderPicked','order:7',1,'{"order": "SO-20261121-0007"}',1,1795228080000000);
INSERT INTO "fact" VALUES(65,'OrderPacked','order:7',1,'{"order": "SO-20261121-0007", "parcels": ["369012340000000031", "369012340000000048"], "weight_g": 31800}',1,1795228140000000);
INSERT INTO "fact" VALUES(66,'TripLoaded','trip:1',1,'{"trip": "TR-20261121-0001", "vehicle": "V24", "parcels": 4, "weight_g": 55400}',1,1795228380000000);
INSERT INTO "fact" VALUES(67,'TripDeparted','trip:1',1,'{"number": "TR-20261121-0001", "left_behind": 0}',3,1795228440000000);
INSERT INTO "fact" VALUES(68,'Delivered','order:7',1,'{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"]}',3,1795228560000000);
INSERT INTO "fact" VALUES(69,'Delivered','order:6',1,'{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": []}',3,1795228680000000);
INSERT INTO "fact" VALUES(70,'TripReturned','trip:1',1,'{"number": "TR-20261121-0001", "refused": 20060}',3,1795228740000000);
INSERT INTO "fact" VALUES(71,'OrderPlaced','order:8',1,'{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}',4,1795228800000000);
INSERT INTO "fact" VALUES(72,'OrderApproved','order:8',1,'{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "findings": []}',2,1795228860000000);
INSERT INTO "fact" VALUES(73,'OrderPlaced','order:9',1,'{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "body": "1121e75265446147aa921ea1c35fb72773bcd3bb92a767464e7decf7b450ce6e"}',NULL,1795228920000000);
INSERT INTO "fact" VALUES(74,'OrderApproved','order:9',1,'{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "findings": []}',2,1795228980000000);
INSERT INTO "fact" VALUES(75,'OrderPlaced','order:10',1,'{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "body": "38a676b68cdb623e42af7c3f73c577d1066a61f48d5a8aca5f1af7a342b5e4b4"}',NULL,1795229040000000);
INSERT INTO "fact" VALUES(76,'OrderApproved','order:10',1,'{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "findings": []}',2,1795229100000000);
INSERT INTO "fact" VALUES(77,'WaveFrozen','wave:2',1,'{"wave": "W-20261121-0002", "orders": 3}',2,1795229160000000);
INSERT INTO "fact" VALUES(78,'WaveReleased','wave:2',1,'{"wave": "W-20261121-0002", "orders": 3}',2,1795229220000000);
INSERT INTO "fact" VALUES(79,'RoutePlanned','wave:2',1,'{"number": "W-20261121-0002", "trips": 1, "unserved": 0, "engine": "insertion"}',NULL,1795229280000000);
INSERT INTO "fact" VALUES(80,'OrderPicked','order:8',1,'{"order": "SO-20261121-0008"}',1,1795229400000000);
INSERT INTO "fact" VALUES(81,'OrderPacked','order:8',1,'{"order": "SO-20261121-0008", "parcels": ["369012340000000055"], "weight_g": 10000}',1,1795229460000000);
INSERT INTO "fact" VALUES(82,'OrderPicked','order:9',1,'{"order": "SO-20261121-0009"}',1,1795229580000000);
INSERT INTO "fact" VALUES(83,'OrderPacked','order:9',1,'{"order": "SO-20261121-0009", "parcels": ["369012340000000062"], "weight_g": 10000}',1,1795229640000000);
INSERT INTO "fact" VALUES(84,'OrderPicked','order:10',1,'{"order": "SO-20261121-0010"}',1,1795229760000000);
INSERT INTO "fact" VALUES(85,'OrderPacked','order:10',1,'{"order": "SO-20261121-0010", "parcels": ["369012340000000079"], "weight_g": 10000}',1,1795229820000000);
INSERT INTO "fact" VALUES(86,'TripLoaded','trip:2',1,'{"trip": "TR-20261121-0002", "vehicle": "V24", "parcels": 3, "weight_g": 30000}',1,1795230000000000);
INSERT INTO "fact" VALUES(87,'TripDeparted','trip:2',1,'{"number": "TR-20261121-0002", "left_behind": 0}',3,1795230060000000);
INSERT INTO "fact" VALUES(88,'Delivered','order:10',1,'{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"]}',3,1795230180000000);
INSERT INTO "fact" VALUES(89,'OrderPlaced','order:11',1,'{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "body": "2f3c9ad76f662c5784735481bb0300018d4779218f2c5d5e2076f433635aeeb8"}',4,1795230360000000);
INSERT INTO "fact" VALUES(90,'OrderApproved','order:11',1,'{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "findings": []}',2,1795230420000000);
INSERT INTO "fact" VALUES(91,'OrderPlaced','order:12',1,'{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "body": "a7874c2e453f1b35d365d533ddb5d75b36ef52125f07e435e782aef1de0a23f3"}',NULL,1795230480000000);
INSERT INTO "fact" VALUES(92,'OrderApproved','order:12',1,'{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "findings": []}',2,1795230540000000);
INSERT INTO "fact" VALUES(93,'OrderPlaced','order:13',1,'{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "body": "6f23d9c30c19fa759454d11583bcec468bf5a42e250be5056169cff25cd05b49"}',NULL,1795230600000000);
INSERT INTO "fact" VALUES(94,'OrderApproved','order:13',1,'{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "findings": []}',2,1795230660000000);
INSERT INTO "fact" VALUES(95,'OrderPlaced','order:14',1,'{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "body": "40fbcac7ed64e83b4bb3b57d49dfe6dd3298f529dbd0f517d194e7f9b2dbae18"}',NULL,1795230720000000);
INSERT INTO "fact" VALUES(96,'OrderApproved','order:14',1,'{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "findings": []}',2,1795230780000000);
INSERT INTO "fact" VALUES(97,'OrderPlaced','order:15',1,'{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "body": "5c73b4a75a474da29a58c71fec3382d7183ca1386bd9ae830258d1763119dce2"}',NULL,1795230840000000);
INSERT INTO "fact" VALUES(98,'OrderApproved','order:15',1,'{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "findings": []}',2,1795230900000000);
INSERT INTO "fact" VALUES(99,'OrderPlaced','order:16',1,'{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "body": "d9be95b34b6a90b24d966ecf1a674e5d39ef6ba8469095440d4a84e5740959f5"}',NULL,1795230960000000);
INSERT INTO "fact" VALUES(100,'OrderApproved','order:16',1,'{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "findings": []}',2,1795231020000000);
INSERT INTO "fact" VALUES(101,'OrderPlaced','order:17',1,'{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "body": "8a40039a6afa19fd513b469206ab668124143cc44818451457e31828c47b96db"}',NULL,1795231080000000);
INSERT INTO "fact" VALUES(102,'OrderApproved','order:17',1,'{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "findings": [{"code": "order.unusual", "blocks": false, "item": "I32", "quantity": 700000, "usual": 10000}]}',2,1795231140000000);
INSERT INTO "fact" VALUES(103,'OrderPlaced','order:18',1,'{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}',4,1795231200000000);
INSERT INTO "fact" VALUES(104,'OrderApproved','order:18',1,'{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "findings": []}',2,1795231260000000);
INSERT INTO "fact" VALUES(105,'DeviceBack','device:controller-53',1,'{"name_zh": "\u8bbe\u590753", "name_en": "Device 53"}',NULL,1795231560000000);
INSERT INTO "fact" VALUES(106,'ExcursionOpened','excursion:3',1,'{"place": 3, "sensor": 2, "excursion_kind": "high", "started_at": "2026-11-21T03:35:00+00:00", "ended_at": null, "peak": -9.0, "is_late": false}',NULL,1795232760000000);
INSERT INTO "fact" VALUES(107,'LotHeld','excursion:3',1,'{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null}',NULL,1795232760000000);
INSERT INTO "fact" VALUES(108,'WaveFrozen','wave:3',1,'{"wave": "W-20261121-0003", "orders": 8}',2,1795233180000000);
INSERT INTO "fact" VALUES(109,'WaveShort','wave:3',1,'{"wave": "W-20261121-0003", "shortages": [{"order_id": 15, "order_number": "SO-20261121-0015", "order_line_id": 25, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 4000, "short": 4000}, {"order_id": 16, "order_number": "SO-20261121-0016", "order_line_id": 26, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 2000, "short": 2000}], "lines": 2}',2,1795233240000000);
INSERT INTO "fact" VALUES(110,'WaveReleased','wave:3',1,'{"wave": "W-20261121-0003", "orders": 7}',2,1795233240000000);
INSERT INTO "fact" VALUES(111,'OrderCancelled','order:18',1,'{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "reason": null}',2,1795233300000000);
INSERT INTO "fact" VALUES(112,'RoutePlanned','wave:3',1,'{"number": "W-20261121-0003", "trips": 1, "unserved": 1, "engine": "insertion"}',NULL,1795233360000000);
INSERT INTO "fact" VALUES(113,'OrderPicked','order:11',1,'{"order": "SO-20261121-0011"}',1,1795233540000000);
INSERT INTO "fact" VALUES(114,'OrderPacked','order:11',1,'{"order": "SO-20261121-0011", "parcels": ["369012340000000086", "369012340000000093"], "weight_g": 11800}',1,1795233600000000);
INSERT INTO "fact" VALUES(115,'OrderPicked','order:12',1,'{"order": "SO-20261121-0012"}',1,1795233780000000);
INSERT INTO "fact" VALUES(116,'OrderPacked','order:12',1,'{"order": "SO-20261121-0012", "parcels": ["369012340000000109", "369012340000000116"], "weight_g": 11800}',1,1795233840000000);
INSERT INTO "fact" VALUES(117,'OrderPicked','order:13',1,'{"order": "SO-20261121-0013"}',1,1795234020000000);
INSERT INTO "fact" VALUES(118,'DeviceBack','device:scanner-51',1,'{"name_zh": "\u8bbe\u590751", "name_en": "Device 51"}',NULL,1795234200000000);
INSERT INTO "fact" VALUES(119,'OrderPlaced','order:19',1,'{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c"}',4,1795234320000000);
INSERT INTO "fact" VALUES(120,'OrderApproved','order:19',1,'{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "findings": []}',2,1795234380000000);
INSERT INTO "fact" VALUES(121,'OrderPlaced','order:20',1,'{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "body": "72601a0b4c712a2e597d186b00aeaaf26c70c847c76bfa66c4ddde283543bf16"}',NULL,1795234440000000);
INSERT INTO "fact" VALUES(122,'OrderApproved','order:20',1,'{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "findings": []}',2,1795234500000000);
INSERT INTO "fact" VALUES(123,'WaveFrozen','wave:4',1,'{"wave": "W-20261121-0004", "orders": 2}',2,1795234560000000);
INSERT INTO "fact" VALUES(124,'WaveReleased','wave:4',1,'{"wave": "W-20261121-0004", "orders": 2}',2,1795234620000000);
INSERT INTO "fact" VALUES(125,'RoutePlanned','wave:4',1,'{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion"}',NULL,1795234680000000);
INSERT INTO "fact" VALUES(126,'RoutePlanned','wave:4',1,'{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion"}',NULL,1795234740000000);
INSERT INTO "fact" VALUES(127,'OrderPicked','order:19',1,'{"order": "SO-20261121-0019"}',1,1795234860000000);
INSERT INTO "fact" VALUES(128,'OrderPacked','order:19',1,'{"order": "SO-20261121-0019", "parcels": ["369012340000000123"], "weight_g": 10000}',1,1795234920000000);
INSERT INTO "fact" VALUES(129,'OrderPlaced','order:21',1,'{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "body": "03260b2adac8e567f8351f9650b251be47b9cdd1c3c4ad0b14516c0b7e2e1312"}',NULL,1795234980000000);
INSERT INTO "fact" VALUES(130,'OrderApproved','order:21',1,'{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "findings": []}',2,1795235040000000);
INSERT INTO "fact" VALUES(131,'WaveFrozen','wave:5',1,'{"wave": "W-20261121-0005", "orders": 1}',2,1795235100000000);
INSERT INTO "fact" VALUES(132,'PlanFailed','wave:5',1,'{"number": "W-20261121-0005", "failure": "no street leads there"}',NULL,1795235160000000);
INSERT INTO "fact" VALUES(133,'OrderPlaced','order:22',1,'{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "body": "2202c26d9513e3eef72e341e56518e7844227d44b35bd99364b0dc0c0160601a"}',4,1795235220000000);
INSERT INTO "fact" VALUES(134,'OrderApproved','order:22',1,'{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "findings": []}',2,1795235280000000);
INSERT INTO "fact" VALUES(135,'LotBlocked','recall:1',1,'{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again"}',5,1795235340000000);
CREATE TABLE field_application (
	id INTEGER NOT NULL, 
	field_record_id INTEGER NOT NULL, 
	kind VARCHAR(12) NOT NULL, 
	product_zh VARCHAR(80) NOT NULL, 
	product_en VARCHAR(80) NOT NULL, 
	dose VARCHAR(40) NOT NULL, 
	applied_on DATE NOT NULL, 
	waiting_days INTEGER NOT NULL, 
	CONSTRAINT pk_field_application PRIMARY KEY (id), 
	CONSTRAINT ck_field_application_kind CHECK (kind IN ('pesticide', 'fertiliser')), 
	CONSTRAINT fk_field_application_field_record_id_field_record FOREIGN KEY(field_record_id) REFERENCES field_record (id)
);
INSERT INTO "field_application" VALUES(1,1,'pesticide','苦参碱','matrine','0.5 L/mu','2026-10-22',14);
CREATE TABLE field_record (
	id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	plot VARCHAR(40) NOT NULL, 
	sown_on DATE NOT NULL, 
	CONSTRAINT pk_field_record PRIMARY KEY (id), 
	CONSTRAINT fk_field_record_item_id_item FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_field_record_supplier_id_supplier FOREIGN KEY(supplier_id) REFERENCES supplier (id)
);
INSERT INTO "field_record" VALUES(1,1,1,'A-07','2026-09-22');
CREATE TABLE hold (
	id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	reason VARCHAR(24) NOT NULL, 
	cause VARCHAR(60) NOT NULL, 
	excursion_id INTEGER, 
	note VARCHAR(200), 
	placed_at BIGINT NOT NULL, 
	placed_by INTEGER, 
	released_at BIGINT, 
	released_by INTEGER, 
	release_note VARCHAR(200), 
	CONSTRAINT pk_hold PRIMARY KEY (id), 
	CONSTRAINT fk_hold_excursion_id_excursion FOREIGN KEY(excursion_id) REFERENCES excursion (id), 
	CONSTRAINT fk_hold_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_hold_placed_by_user_account FOREIGN KEY(placed_by) REFERENCES user_account (id), 
	CONSTRAINT fk_hold_released_by_user_account FOREIGN KEY(released_by) REFERENCES user_account (id)
);
INSERT INTO "hold" VALUES(1,9,'residue','test:3',NULL,NULL,1795221360000000,5,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(2,3,'excursion','excursion:1',1,NULL,1795224180000000,NULL,1795225860000000,5,'品温合格 core temperature fine');
INSERT INTO "hold" VALUES(3,4,'excursion','excursion:1',1,NULL,1795224180000000,NULL,1795225920000000,5,'品温合格 core temperature fine');
INSERT INTO "hold" VALUES(4,7,'excursion','excursion:1',1,NULL,1795224180000000,NULL,1795225980000000,5,'品温合格 core temperature fine');
INSERT INTO "hold" VALUES(5,8,'excursion','excursion:1',1,NULL,1795224180000000,NULL,1795226040000000,5,'品温合格 core temperature fine');
INSERT INTO "hold" VALUES(6,9,'excursion','excursion:1',1,NULL,1795224180000000,NULL,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(7,11,'excursion','excursion:1',1,NULL,1795224180000000,NULL,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(8,5,'excursion','excursion:3',3,NULL,1795232760000000,NULL,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(9,6,'excursion','excursion:3',3,NULL,1795232760000000,NULL,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(10,7,'recall','recall:1',NULL,'农残复检 tested again',1795235340000000,5,NULL,NULL,NULL);
INSERT INTO "hold" VALUES(11,11,'recall','recall:1',NULL,'农残复检 tested again',1795235340000000,5,NULL,NULL,NULL);
CREATE TABLE inbox (
	id CHAR(32) NOT NULL, 
	source VARCHAR(64) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	body_digest VARCHAR(64) NOT NULL, 
	body JSON NOT NULL, 
	reply JSON NOT NULL, 
	was_refused BOOLEAN NOT NULL, 
	occurred_at BIGINT, 
	received_at BIGINT NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT pk_inbox PRIMARY KEY (id)
);
INSERT INTO "inbox" VALUES('2eb8b0dc809b44e7a391ffa44542706e','scanner-49','scan','8df3cdfc16f2fb40eb5e6233648cba63ec884b61573098cefd7cee1844a726f1','{"data": "CMD-RECEIVE", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.receive", "data": {}, "expects": "label"}',0,1795219800000000,1795219800000000,1795219800000000);
INSERT INTO "inbox" VALUES('32287606d1884737aa880a3271141bde','scanner-49','scan','4b4d9606f4e409a4316d461eeef37de08df67ae6f73104150dffeacd67248f86','{"data": "SUP-S14", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.supplier", "data": {"supplier": "S14", "supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14"}, "expects": "label"}',0,1795219860000000,1795219860000000,1795219860000000);
INSERT INTO "inbox" VALUES('12efdb9da052452ca12fe52117cc5043','scanner-49','scan','c3ec209c10a8f7817d966d49d28c6da0db17159c74ea8fcc04897cd6da008d8a','{"data": "(01)06900000000328(10)R1(30)90", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "ambient", "suggested": "BIN-5", "lot_id": 1, "lot": "2611210001", "status": "released", "sell_until": "2027-11-21T00:12:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g"}, "expects": "place"}',0,1795219920000000,1795219920000000,1795219920000000);
INSERT INTO "inbox" VALUES('ce4ec09e12e640b6a56384d6dd9ed89e','scanner-49','scan','2f74938674c1dbfb7255374d45d52f544f22e2da9269631ccdb6ffbb974f19c5','{"data": "LOC-BIN-5", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 1, "lot": "2611210001", "status": "released", "sell_until": "2027-11-21T00:12:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g", "place": "BIN-5", "place_zh": "\u4f4d\u7f6e5", "place_en": "bin 5"}, "expects": "label"}',0,1795219980000000,1795219980000000,1795219980000000);
INSERT INTO "inbox" VALUES('dd47e35e11cb4ae3b69cac5f22f37b62','scanner-49','scan','7e9158cc6590a94ff334e47a19d617dd8035a44cdd4dd0ce002301ffb2e87411','{"data": "(01)06900000000328(10)R2(30)90", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "ambient", "suggested": "BIN-5", "lot_id": 2, "lot": "2611210002", "status": "released", "sell_until": "2027-11-21T00:14:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220040000000,1795220040000000,1795220040000000);
INSERT INTO "inbox" VALUES('8c7a2c6fe49f48eeb3f045955dd530a9','scanner-49','scan','0e9d2c7f41a9a7284ec25b8fc0483638902b0fc494c4673ebdda14ae311bcc8b','{"data": "LOC-BIN-6", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 2, "lot": "2611210002", "status": "released", "sell_until": "2027-11-21T00:14:00+00:00", "quantity": 900000, "amount": "900 kg", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "picture": "", "unit": "g", "place": "BIN-6", "place_zh": "\u4f4d\u7f6e6", "place_en": "bin 6"}, "expects": "label"}',0,1795220100000000,1795220100000000,1795220100000000);
INSERT INTO "inbox" VALUES('09d339e30f7b427588df856e93f1f243','scanner-49','scan','db5ea95e57176ba571a3a3dfa56d8b29e73b6f156a74fd1b23a412f73dd4becb','{"data": "(01)06900000000335(10)E1(30)900", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 3, "lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "quantity": 900, "amount": "900", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc"}, "expects": "place"}',0,1795220160000000,1795220160000000,1795220160000000);
INSERT INTO "inbox" VALUES('4b16e084bd864c05aff21d38d83c0d99','scanner-49','scan','e4132b49937ba798fa1046bca5bd5144d090fdfb1e8ee315484e8a66834b8e5a','{"data": "LOC-BIN-8", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 3, "lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "quantity": 900, "amount": "900", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc", "place": "BIN-8", "place_zh": "\u4f4d\u7f6e8", "place_en": "bin 8"}, "expects": "label"}',0,1795220220000000,1795220220000000,1795220220000000);
INSERT INTO "inbox" VALUES('0af2cdb0c8c041fcbbb97f3e79b57ce0','scanner-49','scan','2170139273ce012c7f7dc6d3759b458c3de48aeb5057d6477206d781f6822aab','{"data": "(01)06900000000335(10)E2(30)300", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 4, "lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "quantity": 300, "amount": "300", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc"}, "expects": "place"}',0,1795220280000000,1795220280000000,1795220280000000);
INSERT INTO "inbox" VALUES('9944ca777e4e43b59402ea8624d8f678','scanner-49','scan','0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77','{"data": "LOC-BIN-9", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 4, "lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "quantity": 300, "amount": "300", "item": "I33", "item_zh": "\u5546\u54c133", "item_en": "Item 33", "picture": "", "unit": "pc", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}',0,1795220340000000,1795220340000000,1795220340000000);
INSERT INTO "inbox" VALUES('151d5c6513894e7b8b071e767f32cd1d','scanner-49','scan','189115120c560b888b69454f3645284a15f6a9dee6c58158664ee576379221a2','{"data": "(01)06900000000342(10)D1(30)60", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "frozen", "suggested": "BIN-11", "lot_id": 5, "lot": "2611210005", "status": "released", "sell_until": "2027-05-20T00:20:00+00:00", "quantity": 60000, "amount": "60 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220400000000,1795220400000000,1795220400000000);
INSERT INTO "inbox" VALUES('3329c5db71a24fa9b90bed7f1abe7296','scanner-49','scan','6e9af9d1045dcaef839a34f3bbc1dc5ed60b9a04be7b28d5247aa4ff9976c510','{"data": "LOC-BIN-11", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 5, "lot": "2611210005", "status": "released", "sell_until": "2027-05-20T00:20:00+00:00", "quantity": 60000, "amount": "60 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g", "place": "BIN-11", "place_zh": "\u4f4d\u7f6e11", "place_en": "bin 11"}, "expects": "label"}',0,1795220460000000,1795220460000000,1795220460000000);
INSERT INTO "inbox" VALUES('98dabcbd504f4e5c86e325cff4664ac4','scanner-49','scan','97a6f2d5409a7b8242f2c7539deebd0441a8bb735b09e5d779675263d0e1fe6a','{"data": "(01)06900000000342(10)D2(3103)020000", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "frozen", "suggested": "BIN-11", "lot_id": 6, "lot": "2611210006", "status": "released", "sell_until": "2027-05-20T00:22:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220520000000,1795220520000000,1795220520000000);
INSERT INTO "inbox" VALUES('b1bd8fb1b48d4b139fff7064cbd62e1e','scanner-49','scan','329ecffa8c85102f98e58266f65b1d772c6bd4e5f3886bfc209a9dff0b4c2457','{"data": "LOC-BIN-12", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 6, "lot": "2611210006", "status": "released", "sell_until": "2027-05-20T00:22:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I34", "item_zh": "\u5546\u54c134", "item_en": "Item 34", "picture": "", "unit": "g", "place": "BIN-12", "place_zh": "\u4f4d\u7f6e12", "place_en": "bin 12"}, "expects": "label"}',0,1795220580000000,1795220580000000,1795220580000000);
INSERT INTO "inbox" VALUES('dd781976b68544579fa4f0fd3399854f','scanner-49','scan','2357132b27a335a6ad1a1cd520391d0d56c2d3203c0ad942d4c76b0449cb59d4','{"data": "(01)06900000000311(10)C1(30)8(7007)261120", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 7, "lot": "2611210007", "status": "testing", "sell_until": "2026-11-22T22:00:00+00:00", "quantity": 80000, "amount": "80 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220640000000,1795220640000000,1795220640000000);
INSERT INTO "inbox" VALUES('ea000bfd625145d9a39a9418960a462e','scanner-49','scan','e4132b49937ba798fa1046bca5bd5144d090fdfb1e8ee315484e8a66834b8e5a','{"data": "LOC-BIN-8", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 7, "lot": "2611210007", "status": "testing", "sell_until": "2026-11-22T22:00:00+00:00", "quantity": 80000, "amount": "80 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-8", "place_zh": "\u4f4d\u7f6e8", "place_en": "bin 8"}, "expects": "label"}',0,1795220700000000,1795220700000000,1795220700000000);
INSERT INTO "inbox" VALUES('25bc76f37a87494eb2729aec3e850a31','scanner-49','scan','ecb84b404cfe2d0ce26ce742442520a83d6a3ea4798827f0356ef6580f9d7ebc','{"data": "(01)06900000000311(10)C2(30)4", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 8, "lot": "2611210008", "status": "testing", "sell_until": "2026-11-24T00:26:00+00:00", "quantity": 40000, "amount": "40 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220760000000,1795220760000000,1795220760000000);
INSERT INTO "inbox" VALUES('560fc2430a2b4701b6b8a993cc52e764','scanner-49','scan','0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77','{"data": "LOC-BIN-9", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 8, "lot": "2611210008", "status": "testing", "sell_until": "2026-11-24T00:26:00+00:00", "quantity": 40000, "amount": "40 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}',0,1795220820000000,1795220820000000,1795220820000000);
INSERT INTO "inbox" VALUES('321ad15f0a4d477abc3700cf2aa3b3bb','scanner-49','scan','a887a1194273cb776065ff7207ce7510199e61d9700ab6c22f46fa05971b0827','{"data": "(01)06900000000311(10)C3(30)2", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}',0,1795220880000000,1795220880000000,1795220880000000);
INSERT INTO "inbox" VALUES('9ed9d34e8fdd4b50acb3d307f2d9de79','scanner-49','scan','fcda23454bfe4980bae0b046be53c4793ebd81704ad407729e3b4b3d3d584255','{"data": "LOC-BIN-10", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-10", "place_zh": "\u4f4d\u7f6e10", "place_en": "bin 10"}, "expects": "label"}',0,1795220940000000,1795220940000000,1795220940000000);
INSERT INTO "inbox" VALUES('8f7a6fee153748adae8771e7f71d9e8a','scanner-49','scan','7c8de2bb223f50cd4e6daff15c7dc6d1a72d383e46adb462b51854c25c600137','{"data": "CMD-UNDO", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.undone_put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}',0,1795221000000000,1795221000000000,1795221000000000);
INSERT INTO "inbox" VALUES('29318a221c544a69a2e17ec3f50b189e','scanner-49','scan','0fd96aa99a665be93fecd508a122ad365f714f8c22d07004ace235e4013f5e77','{"data": "LOC-BIN-9", "aim": null, "symbology": null}','{"flow": "receive", "step": "label", "tone": "ok", "code": "floor.put_away", "data": {"lot_id": 9, "lot": "2611210009", "status": "testing", "sell_until": "2026-11-24T00:28:00+00:00", "quantity": 20000, "amount": "20 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g", "place": "BIN-9", "place_zh": "\u4f4d\u7f6e9", "place_en": "bin 9"}, "expects": "label"}',0,1795221060000000,1795221060000000,1795221060000000);
INSERT INTO "inbox" VALUES('00a4c684da3643c79338d8af4bf8faaa','scanner-49','scan','5959ef80f610c5ef8cd9791378970330d10e46c2f1a4d3df6fd04c7c2c4c92c3','{"data": "(01)06900000000311(10)C4", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "ok", "code": "floor.received", "data": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "expects": "place"}',0,1795221180000000,1795221180000000,1795221180000000);
INSERT INTO "inbox" VALUES('78c5b5a5fe744fe681eae8812c1480cb','scanner-49','scan','cf32192b4222bfb7432c616b8cc0f8ea6ac78678cd6def1e1b78d65b9e279dd3','{"data": "no such label", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "warn", "code": "floor.place_expected", "data": {"next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "lot": "2611210010"}, "expects": "place"}',0,1795226160000000,1795226160000000,1795226160000000);
INSERT INTO "inbox" VALUES('0ccd368b092a45afbd01332a64aa024c','scanner-49','scan','3769e1d004685b525c13d02633e5058df081f123ddc947cd85025acce9af3b38','{"data": "(01)1", "aim": null, "symbology": null}','{"flow": "receive", "step": "place", "tone": "stop", "code": "scan.bad_code", "data": {"next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}, "reason": "length"}, "expects": "place"}',1,1795226160000000,1795226160000000,NULL);
INSERT INTO "inbox" VALUES('136b252d425740ce8781d3fc5406d43e','user:3','proof','a8f127921c557141f15ec4aa60469fceb0529f131d0ca770f2ec43332a0f0f17','{"stop": 1, "received_by": "\u5e97\u5458 assistant"}','{"received_at": "2026-11-21T02:36:00+00:00"}',0,1795228500000000,1795228560000000,1795228560000000);
INSERT INTO "inbox" VALUES('ef993bcca86f464ba73e5a395b41d6f3','user:3','proof','b7c3d2661d175e340610d1d3c52e7a26f4b8c8ee6b76e86cdca36107cea9149b','{"stop": 2, "received_by": "\u5e97\u5458 assistant"}','{"received_at": "2026-11-21T02:38:00+00:00"}',0,1795228620000000,1795228680000000,1795228680000000);
INSERT INTO "inbox" VALUES('e775e647e9254762a96d35eed7047512','user:3','proof','77bf698992dad219e24b0c4df8684daf7fdbe9cf81b51390161456250ec5ed2b','{"stop": 3, "received_by": "\u5e97\u5458 assistant"}','{"received_at": "2026-11-21T03:03:00+00:00"}',0,1795233720000000,1795230180000000,1795230180000000);
INSERT INTO "inbox" VALUES('415bbc644010464a9e1a6ac4b52bb27f','scanner-51','scan','65db5432700884fbb7b77dea3ff70ab2bbde58246753775643fbcfe4722be554','{"data": "CMD-PICK", "aim": null, "symbology": null}','{"flow": "pick", "step": "order", "tone": "ok", "code": "floor.pick", "data": {}, "expects": "order"}',0,1795234200000000,1795234200000000,1795234200000000);
INSERT INTO "inbox" VALUES('d886199653724be1b21419d52c734f7b','scanner-51','scan','d6ab3fcf75d641b20d47549cc037be41ea9a95cc268ba5ff0b4c3ad897b1a54a','{"data": "SO-20261121-0014", "aim": null, "symbology": null}','{"flow": "pick", "step": "goods", "tone": "ok", "code": "floor.pick_next", "data": {"shop": "SH43", "shop_zh": "\u793e\u533a\u5e9743", "shop_en": "Shop 43", "order": "SO-20261121-0014", "left": 2, "cut": [], "place": "BIN-5", "lot": "2611210001", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "unit": "g", "quantity": 10000, "amount": "10 kg"}, "expects": "lot"}',0,1795234260000000,1795234260000000,1795234260000000);
CREATE TABLE item (
	id INTEGER NOT NULL, 
	code VARCHAR(24) NOT NULL, 
	gtin VARCHAR(14) NOT NULL, 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	category VARCHAR(24) NOT NULL, 
	picture VARCHAR(8) NOT NULL, 
	unit VARCHAR(24) NOT NULL, 
	temperature_class VARCHAR(24) NOT NULL, 
	pack_quantity INTEGER NOT NULL, 
	piece_g INTEGER NOT NULL, 
	price_cents INTEGER NOT NULL, 
	life_hours INTEGER NOT NULL, 
	needs_residue_test BOOLEAN NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	CONSTRAINT pk_item PRIMARY KEY (id), 
	CONSTRAINT ck_item_life_positive CHECK (life_hours > 0), 
	CONSTRAINT ck_item_pack_positive CHECK (pack_quantity > 0), 
	CONSTRAINT ck_item_piece_positive CHECK (piece_g > 0), 
	CONSTRAINT ck_item_price_not_negative CHECK (price_cents >= 0), 
	CONSTRAINT uq_item_code UNIQUE (code), 
	CONSTRAINT uq_item_gtin UNIQUE (gtin), 
	CONSTRAINT ck_item_unit CHECK (unit IN ('g', 'pc')), 
	CONSTRAINT ck_item_temperatureclass CHECK (temperature_class IN ('ambient', 'chilled', 'frozen'))
);
INSERT INTO "item" VALUES(1,'I31','06900000000311','商品31','Item 31','leaf','','g','chilled',10000,1,400,72,1,1);
INSERT INTO "item" VALUES(2,'I32','06900000000328','商品32','Item 32','leaf','','g','ambient',10000,1,600,8760,0,1);
INSERT INTO "item" VALUES(3,'I33','06900000000335','商品33','Item 33','leaf','','pc','chilled',30,60,90,480,0,1);
INSERT INTO "item" VALUES(4,'I34','06900000000342','商品34','Item 34','leaf','','g','frozen',1000,1,400,4320,0,1);
CREATE TABLE job (
	name VARCHAR(40) NOT NULL, 
	next_at BIGINT NOT NULL, 
	last_at BIGINT, 
	error VARCHAR(400), 
	CONSTRAINT pk_job PRIMARY KEY (name)
);
INSERT INTO "job" VALUES('cut_off',1795327200000000,NULL,NULL);
INSERT INTO "job" VALUES('express',1795244040000000,1795243980000000,NULL);
INSERT INTO "job" VALUES('silence',1795243980000000,NULL,NULL);
INSERT INTO "job" VALUES('partitions',1795284600000000,NULL,NULL);
INSERT INTO "job" VALUES('clean_up',1795244100000000,NULL,'disk full');
CREATE TABLE login_attempt (
	id INTEGER NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	address VARCHAR(64) NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_login_attempt PRIMARY KEY (id)
);
INSERT INTO "login_attempt" VALUES(1,'nobody','192.0.2.2',1795219500000000);
CREATE TABLE login_session (
	token_digest VARCHAR(64) NOT NULL, 
	user_id INTEGER NOT NULL, 
	csrf VARCHAR(64) NOT NULL, 
	created_at BIGINT NOT NULL, 
	expires_at BIGINT NOT NULL, 
	CONSTRAINT pk_login_session PRIMARY KEY (token_digest), 
	CONSTRAINT fk_login_session_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "login_session" VALUES('cc7dd5268793fb232d06a98389fb6098b1cda4b0a494f2297b2c79b0b1162dc3',1,'iMrZrcIZxzXMq9he2FShAE9X4-gSh-xZVb9dhQMBKcA',1795219500000000,1795262700000000);
CREATE TABLE lot (
	id INTEGER NOT NULL, 
	code VARCHAR(20) NOT NULL, 
	item_id INTEGER NOT NULL, 
	supplier_id INTEGER NOT NULL, 
	field_record_id INTEGER, 
	supplier_lot VARCHAR(40), 
	packing VARCHAR(24) NOT NULL, 
	harvested_at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	sell_until BIGINT NOT NULL, 
	status VARCHAR(24) NOT NULL, 
	CONSTRAINT pk_lot PRIMARY KEY (id), 
	CONSTRAINT fk_lot_field_record_id_field_record FOREIGN KEY(field_record_id) REFERENCES field_record (id), 
	CONSTRAINT fk_lot_item_id_item FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_lot_supplier_id_supplier FOREIGN KEY(supplier_id) REFERENCES supplier (id), 
	CONSTRAINT uq_lot_code UNIQUE (code), 
	CONSTRAINT ck_lot_packing CHECK (packing IN ('air', 'nitrogen')), 
	CONSTRAINT ck_lot_lotstatus CHECK (status IN ('testing', 'released', 'held', 'blocked'))
);
INSERT INTO "lot" VALUES(1,'2611210001',2,1,NULL,'R1','air',1795219920000000,1795219920000000,1826755920000000,'released');
INSERT INTO "lot" VALUES(2,'2611210002',2,1,NULL,'R2','air',1795220040000000,1795220040000000,1826756040000000,'released');
INSERT INTO "lot" VALUES(3,'2611210003',3,1,NULL,'E1','air',1795220160000000,1795220160000000,1796948160000000,'released');
INSERT INTO "lot" VALUES(4,'2611210004',3,1,NULL,'E2','air',1795220280000000,1795220280000000,1796948280000000,'released');
INSERT INTO "lot" VALUES(5,'2611210005',4,1,NULL,'D1','air',1795220400000000,1795220400000000,1810772400000000,'held');
INSERT INTO "lot" VALUES(6,'2611210006',4,1,NULL,'D2','air',1795220520000000,1795220520000000,1810772520000000,'held');
INSERT INTO "lot" VALUES(7,'2611210007',1,1,1,'C1','air',1795125600000000,1795220640000000,1795384800000000,'blocked');
INSERT INTO "lot" VALUES(8,'2611210008',1,1,1,'C2','air',1795220760000000,1795220760000000,1795479960000000,'released');
INSERT INTO "lot" VALUES(9,'2611210009',1,1,1,'C3','air',1795220880000000,1795220880000000,1795480080000000,'blocked');
INSERT INTO "lot" VALUES(10,'2611210010',1,1,1,'C4','air',1795221180000000,1795221180000000,1795480380000000,'testing');
INSERT INTO "lot" VALUES(11,'2611210011',1,1,1,NULL,'nitrogen',1795125600000000,1795221420000000,1795826220000000,'blocked');
CREATE TABLE lot_link (
	parent_id INTEGER NOT NULL, 
	child_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_lot_link PRIMARY KEY (parent_id, child_id), 
	CONSTRAINT ck_lot_link_quantity_positive CHECK (quantity > 0), 
	CONSTRAINT fk_lot_link_child_id_lot FOREIGN KEY(child_id) REFERENCES lot (id), 
	CONSTRAINT fk_lot_link_parent_id_lot FOREIGN KEY(parent_id) REFERENCES lot (id)
);
INSERT INTO "lot_link" VALUES(7,11,19000,1795221420000000);
INSERT INTO "lot_link" VALUES(8,11,19000,1795221420000000);
CREATE TABLE move (
	id CHAR(32) NOT NULL, 
	lot_id INTEGER NOT NULL, 
	from_place_id INTEGER NOT NULL, 
	to_place_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	reason VARCHAR(24) NOT NULL, 
	note VARCHAR(80), 
	order_line_id INTEGER, 
	"by" INTEGER, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_move PRIMARY KEY (id), 
	CONSTRAINT ck_move_goes_somewhere CHECK (from_place_id <> to_place_id), 
	CONSTRAINT ck_move_quantity_positive CHECK (quantity > 0), 
	CONSTRAINT fk_move_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_move_from_place_id_place FOREIGN KEY(from_place_id) REFERENCES place (id), 
	CONSTRAINT fk_move_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_move_order_line_id_order_line FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_move_to_place_id_place FOREIGN KEY(to_place_id) REFERENCES place (id), 
	CONSTRAINT ck_move_movereason CHECK (reason IN ('receive', 'put_away', 'relocate', 'transfer', 'pick', 'load', 'unload', 'deliver', 'return', 'repack', 'loss', 'count', 'correction'))
);
INSERT INTO "move" VALUES('f0e3c7ee571558be97d8cd6ba8197bd0',1,13,16,900000,'receive',NULL,NULL,NULL,1795219920000000);
INSERT INTO "move" VALUES('9bd9f5f558d3509cb4e65c9182ff4bb2',1,16,4,900000,'put_away',NULL,NULL,NULL,1795219980000000);
INSERT INTO "move" VALUES('1487a4d017d65a44a5f23b0c9c3d6579',2,13,16,900000,'receive',NULL,NULL,NULL,1795220040000000);
INSERT INTO "move" VALUES('4e12f6c03f475efca2bfa8bc22ddaf73',2,16,5,900000,'put_away',NULL,NULL,NULL,1795220100000000);
INSERT INTO "move" VALUES('ec854a51fbb55f28afdeec9e1bad952d',3,13,16,900,'receive',NULL,NULL,NULL,1795220160000000);
INSERT INTO "move" VALUES('8ffe9e9697c552e0adbaac41b1323477',3,16,7,900,'put_away',NULL,NULL,NULL,1795220220000000);
INSERT INTO "move" VALUES('d8ae9a7161f05c43b100ea58fbf332a6',4,13,16,300,'receive',NULL,NULL,NULL,1795220280000000);
INSERT INTO "move" VALUES('41a517a3b6965d6cb1e93e3b02a503a0',4,16,8,300,'put_away',NULL,NULL,NULL,1795220340000000);
INSERT INTO "move" VALUES('0ff4a6773a7353d3aca1459ced44ba54',5,13,16,60000,'receive',NULL,NULL,NULL,1795220400000000);
INSERT INTO "move" VALUES('1e5b08dba9225e1793bb373feabdafb8',5,16,10,60000,'put_away',NULL,NULL,NULL,1795220460000000);
INSERT INTO "move" VALUES('f0bd715aef1854278e02689e62f62a34',6,13,16,20000,'receive',NULL,NULL,NULL,1795220520000000);
INSERT INTO "move" VALUES('5ff46c82af495fa09bbdd037a16ba2c6',6,16,11,20000,'put_away',NULL,NULL,NULL,1795220580000000);
INSERT INTO "move" VALUES('5012d97d41455175ad3ae978c789bc58',7,13,16,80000,'receive',NULL,NULL,NULL,1795220640000000);
INSERT INTO "move" VALUES('f58b2a72eb2a5a53a575a879da09a2a7',7,16,7,80000,'put_away',NULL,NULL,NULL,1795220700000000);
INSERT INTO "move" VALUES('79fb06dd486a54deacc8f7f00435fac9',8,13,16,40000,'receive',NULL,NULL,NULL,1795220760000000);
INSERT INTO "move" VALUES('432d155e003e5902b05715132951b250',8,16,8,40000,'put_away',NULL,NULL,NULL,1795220820000000);
INSERT INTO "move" VALUES('3a3b312bfb9d5d93bab59131abdd7277',9,13,16,20000,'receive',NULL,NULL,NULL,1795220880000000);
INSERT INTO "move" VALUES('02bdb7af636d5c24978be765ac3789f0',9,16,9,20000,'put_away',NULL,NULL,NULL,1795220940000000);
INSERT INTO "move" VALUES('8c1512121fc95f1891cac7e89a399215',9,9,16,20000,'correction',NULL,NULL,NULL,1795221000000000);
INSERT INTO "move" VALUES('8f9d98a0a4de5cff9e5c6b610ebac270',9,16,8,20000,'put_away',NULL,NULL,NULL,1795221060000000);
INSERT INTO "move" VALUES('19b9ac0543d85c49a5dd418328e315b1',10,13,16,10000,'receive',NULL,NULL,NULL,1795221180000000);
INSERT INTO "move" VALUES('860c974b82645b298126f37e68520c36',7,7,19,20000,'repack',NULL,NULL,1,1795221420000000);
INSERT INTO "move" VALUES('6b1286c92ba55d47b643a1015155e3fe',7,19,18,1000,'loss','trimming',NULL,1,1795221420000000);
INSERT INTO "move" VALUES('b64ff5b05e8b54338b3cc41a71f8eb7a',8,8,19,20000,'repack',NULL,NULL,1,1795221420000000);
INSERT INTO "move" VALUES('ec193cd659bc537a8d828acef0b702a5',8,19,18,1000,'loss','trimming',NULL,1,1795221420000000);
INSERT INTO "move" VALUES('e3391b580b9d56f4b52d3b5676317990',11,19,9,38000,'repack',NULL,NULL,1,1795221420000000);
INSERT INTO "move" VALUES('19eda5310c09500886a0a6992982d306',1,4,18,10000,'loss','damaged',NULL,1,1795226640000000);
INSERT INTO "move" VALUES('f678235b847c5a4fbb0ceb30107efd76',1,4,17,20000,'pick',NULL,9,1,1795227780000000);
INSERT INTO "move" VALUES('b8cc4248a9605329a5fd7686f8032a20',3,7,17,60,'pick',NULL,10,1,1795227840000000);
INSERT INTO "move" VALUES('f0f76e2ce36d5b2da4d36eab22593144',1,4,17,30000,'pick',NULL,11,1,1795228020000000);
INSERT INTO "move" VALUES('070ba94680b9509ca8231655b00aad4f',3,7,17,30,'pick',NULL,12,1,1795228080000000);
INSERT INTO "move" VALUES('9c481c2b275052de86cdc39b4f8f372d',1,17,15,20000,'load',NULL,9,1,1795228260000000);
INSERT INTO "move" VALUES('f4fd778a794a5c7084df6ee493c351b5',3,17,15,60,'load',NULL,10,1,1795228260000000);
INSERT INTO "move" VALUES('ab0314b961445fa2ac3c6eccdfaecbac',1,17,15,30000,'load',NULL,11,1,1795228380000000);
INSERT INTO "move" VALUES('0ba05be669c65cb490991323d0f7927e',3,17,15,30,'load',NULL,12,1,1795228380000000);
INSERT INTO "move" VALUES('64b59b47ef965df0837fcd49b191f270',1,15,25,29990,'deliver',NULL,11,3,1795228560000000);
INSERT INTO "move" VALUES('f93f84fca139508789abe4e272adfa2a',3,15,25,20,'deliver',NULL,12,3,1795228560000000);
INSERT INTO "move" VALUES('da9efa74304a595cadbc930dbc037bee',1,15,18,10,'loss','short',11,3,1795228560000000);
INSERT INTO "move" VALUES('58404ab35fde56dfaa7ced09f4b091fa',3,15,18,10,'loss','short',12,3,1795228560000000);
INSERT INTO "move" VALUES('76bf0bdb7ba4567e80221d1cbe365ec8',1,15,16,20000,'return','not_ordered',9,3,1795228740000000);
INSERT INTO "move" VALUES('b3499a249cb65a58b40ed9cc0cbb1ffc',3,15,16,60,'return','not_ordered',10,3,1795228740000000);
INSERT INTO "move" VALUES('0372cec4f5b75511929798937d34e738',1,4,17,10000,'pick',NULL,13,1,1795229400000000);
INSERT INTO "move" VALUES('a9a4c25d6a8e58a7a3d9ae160b042caa',1,4,17,10000,'pick',NULL,14,1,1795229580000000);
INSERT INTO "move" VALUES('4c2dd47d1e765c9e970e5bc55a8eff3a',1,4,17,10000,'pick',NULL,15,1,1795229760000000);
INSERT INTO "move" VALUES('f94495df79195fb8bc45def43a2451e4',1,17,15,10000,'load',NULL,13,1,1795229880000000);
INSERT INTO "move" VALUES('3084c40ef6d45c07b8b5c245d2a77668',1,17,15,10000,'load',NULL,14,1,1795229940000000);
INSERT INTO "move" VALUES('ace3f74b99955a8ab44e01163a67630a',1,17,15,10000,'load',NULL,15,1,1795230000000000);
INSERT INTO "move" VALUES('93f63437a1e35dcfbe225cc32f7781df',1,15,26,10000,'deliver',NULL,15,3,1795230180000000);
INSERT INTO "move" VALUES('97f61314439652a8bdd22c9ac311ef46',1,4,17,10000,'pick',NULL,16,1,1795233480000000);
INSERT INTO "move" VALUES('14c29bd2e71952b1a8519269b63ce7c4',3,7,17,30,'pick',NULL,17,1,1795233540000000);
INSERT INTO "move" VALUES('785c99f4abb85af49662c273f03f5e2b',1,4,17,10000,'pick',NULL,18,1,1795233720000000);
INSERT INTO "move" VALUES('9383c1ee1aef5a808771ee2e04fd337d',3,7,17,30,'pick',NULL,19,1,1795233780000000);
INSERT INTO "move" VALUES('340fe6c4f17e521ea6550c8abb18b1ce',1,4,17,10000,'pick',NULL,20,1,1795233960000000);
INSERT INTO "move" VALUES('fdd561329eec50a0beb0d7db0fe34862',3,7,17,30,'pick',NULL,21,1,1795234020000000);
INSERT INTO "move" VALUES('6ae6bc2bd35d53218df26512094afdc2',1,17,23,10000,'load',NULL,16,1,1795234140000000);
INSERT INTO "move" VALUES('cdd334137e61528c95b4d1be44a61325',3,17,23,30,'load',NULL,17,1,1795234140000000);
INSERT INTO "move" VALUES('b28d705aed4a5243a40be9e18e58beec',1,4,17,10000,'pick',NULL,29,1,1795234860000000);
CREATE TABLE notice (
	id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	warehouse_id INTEGER, 
	shop_id INTEGER, 
	kind VARCHAR(32) NOT NULL, 
	data JSON NOT NULL, 
	at BIGINT NOT NULL, 
	read_at BIGINT, 
	CONSTRAINT pk_notice PRIMARY KEY (id), 
	CONSTRAINT fk_notice_fact_id_fact FOREIGN KEY(fact_id) REFERENCES fact (id), 
	CONSTRAINT fk_notice_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT fk_notice_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT ck_notice_role CHECK (role IN ('staff', 'dispatcher', 'driver', 'shop', 'quality', 'admin', 'integrator', 'device'))
);
INSERT INTO "notice" VALUES(1,25,'quality',1,NULL,'LotBlocked','{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null, "subject": "lot:9"}',1795221360000000,1795243500000000);
INSERT INTO "notice" VALUES(2,25,'dispatcher',1,NULL,'LotBlocked','{"reason": "residue", "cause": "test:3", "lots": ["2611210009"], "lot_count": 1, "note": null, "subject": "lot:9"}',1795221360000000,NULL);
INSERT INTO "notice" VALUES(3,30,'quality',1,NULL,'ExcursionOpened','{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": null, "peak": 12.5, "is_late": false, "subject": "excursion:1"}',1795224180000000,NULL);
INSERT INTO "notice" VALUES(4,31,'quality',1,NULL,'LotHeld','{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null, "subject": "excursion:1"}',1795224180000000,NULL);
INSERT INTO "notice" VALUES(5,31,'dispatcher',1,NULL,'LotHeld','{"reason": "excursion", "cause": "excursion:1", "lots": ["2611210003", "2611210004", "2611210007", "2611210008", "2611210009", "2611210011"], "lot_count": 6, "note": null, "subject": "excursion:1"}',1795224180000000,NULL);
INSERT INTO "notice" VALUES(6,32,'quality',1,NULL,'ExcursionEnded','{"place": 2, "sensor": 1, "excursion_kind": "high", "started_at": "2026-11-21T01:12:00+00:00", "ended_at": "2026-11-21T01:37:00+00:00", "peak": 12.5, "subject": "excursion:1"}',1795225080000000,NULL);
INSERT INTO "notice" VALUES(7,34,'dispatcher',NULL,NULL,'LotReleased','{"lot": "2611210003", "status": "released", "sell_until": "2026-12-11T00:16:00+00:00", "sell_until_before": "2026-12-11T00:16:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:3"}',1795225860000000,NULL);
INSERT INTO "notice" VALUES(8,35,'dispatcher',NULL,NULL,'LotReleased','{"lot": "2611210004", "status": "released", "sell_until": "2026-12-11T00:18:00+00:00", "sell_until_before": "2026-12-11T00:18:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:4"}',1795225920000000,NULL);
INSERT INTO "notice" VALUES(9,36,'dispatcher',NULL,NULL,'LotReleased','{"lot": "2611210007", "status": "released", "sell_until": "2026-11-22T22:00:00+00:00", "sell_until_before": "2026-11-22T22:00:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:7"}',1795225980000000,NULL);
INSERT INTO "notice" VALUES(10,37,'dispatcher',NULL,NULL,'LotReleased','{"lot": "2611210008", "status": "released", "sell_until": "2026-11-24T00:26:00+00:00", "sell_until_before": "2026-11-24T00:26:00+00:00", "note": "\u54c1\u6e29\u5408\u683c core temperature fine", "subject": "lot:8"}',1795226040000000,NULL);
INSERT INTO "notice" VALUES(11,38,'quality',1,NULL,'SensorSilent','{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false, "subject": "excursion:2"}',1795226100000000,NULL);
INSERT INTO "notice" VALUES(12,38,'admin',1,NULL,'SensorSilent','{"place": 1, "sensor": 3, "excursion_kind": "silence", "started_at": "2026-11-21T00:47:00+00:00", "ended_at": null, "peak": null, "is_late": false, "subject": "excursion:2"}',1795226100000000,NULL);
INSERT INTO "notice" VALUES(13,40,'quality',1,NULL,'DeviceWentAway','{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}',1795226280000000,NULL);
INSERT INTO "notice" VALUES(14,40,'admin',1,NULL,'DeviceWentAway','{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}',1795226280000000,NULL);
INSERT INTO "notice" VALUES(15,42,'quality',1,NULL,'DeviceWentAway','{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}',1795226400000000,NULL);
INSERT INTO "notice" VALUES(16,42,'admin',1,NULL,'DeviceWentAway','{"name_zh": "\u8bbe\u590755", "name_en": "Device 55", "subject": "device:scanner-55"}',1795226400000000,NULL);
INSERT INTO "notice" VALUES(17,45,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0001", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:1"}',1795226700000000,NULL);
INSERT INTO "notice" VALUES(18,47,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13", "subject": "order:2"}',1795226820000000,NULL);
INSERT INTO "notice" VALUES(19,48,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "body": "cdacf698c0fe6dee9a107b5e09b65b4ae80e6f25e787402db7d6628dea4b2e13", "subject": "order:3"}',1795226880000000,NULL);
INSERT INTO "notice" VALUES(20,49,'shop',NULL,1,'OrderReturned','{"number": "SO-20261121-0002", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left", "subject": "order:2"}',1795226940000000,NULL);
INSERT INTO "notice" VALUES(21,50,'shop',NULL,1,'OrderReturned','{"number": "SO-20261121-0003", "shop_id": 1, "cents": 14700, "reason": "\u6ca1\u6709\u9e21\u86cb\u4e86 no eggs left", "subject": "order:3"}',1795227000000000,NULL);
INSERT INTO "notice" VALUES(22,52,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0004", "shop_id": 3, "cents": 5400, "body": "35d960ec50fb955181915d93de468d734c8e2060ed663afee0b03bad332a3901", "subject": "order:4"}',1795227120000000,NULL);
INSERT INTO "notice" VALUES(23,53,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0005", "shop_id": 3, "cents": 14700, "body": "0b8b5d0f713448e570ee57389fa8a410e1e4c5b0b315b505f1b01837a973e6f0", "subject": "order:5"}',1795227180000000,NULL);
INSERT INTO "notice" VALUES(24,54,'shop',NULL,3,'OrderApproved','{"number": "SO-20261121-0005", "shop_id": 3, "cents": 8700, "findings": [], "subject": "order:5"}',1795227240000000,NULL);
INSERT INTO "notice" VALUES(25,55,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "body": "ab7009b1f040a955d84ad64fafd485bc0f8963b7d2b4f6771fb2fd6ed7ddb7f6", "subject": "order:6"}',1795227300000000,NULL);
INSERT INTO "notice" VALUES(26,56,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0006", "shop_id": 1, "cents": 17400, "findings": [], "subject": "order:6"}',1795227360000000,NULL);
INSERT INTO "notice" VALUES(27,57,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "body": "8964e22ab741536b8fbc590c4a5c6fec870bfcb42c9d4d913159354039eefc12", "subject": "order:7"}',1795227420000000,NULL);
INSERT INTO "notice" VALUES(28,58,'shop',NULL,3,'OrderApproved','{"number": "SO-20261121-0007", "shop_id": 3, "cents": 20700, "findings": [], "subject": "order:7"}',1795227480000000,NULL);
INSERT INTO "notice" VALUES(29,61,'dispatcher',1,NULL,'RoutePlanned','{"number": "W-20261121-0001", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:1"}',1795227660000000,NULL);
INSERT INTO "notice" VALUES(30,68,'shop',NULL,3,'Delivered','{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"], "subject": "order:7"}',1795228560000000,NULL);
INSERT INTO "notice" VALUES(31,68,'dispatcher',1,NULL,'Delivered','{"number": "SO-20261121-0007", "shop_id": 3, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": ["proof.too_warm"], "subject": "order:7"}',1795228560000000,NULL);
INSERT INTO "notice" VALUES(32,69,'shop',NULL,1,'Delivered','{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": [], "subject": "order:6"}',1795228680000000,NULL);
INSERT INTO "notice" VALUES(33,69,'dispatcher',1,NULL,'Delivered','{"number": "SO-20261121-0006", "shop_id": 1, "trip": "TR-20261121-0001", "received_by": "\u5e97\u5458 assistant", "is_complete": false, "flags": [], "subject": "order:6"}',1795228680000000,NULL);
INSERT INTO "notice" VALUES(34,71,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:8"}',1795228800000000,NULL);
INSERT INTO "notice" VALUES(35,72,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0008", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:8"}',1795228860000000,NULL);
INSERT INTO "notice" VALUES(36,73,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "body": "1121e75265446147aa921ea1c35fb72773bcd3bb92a767464e7decf7b450ce6e", "subject": "order:9"}',1795228920000000,NULL);
INSERT INTO "notice" VALUES(37,74,'shop',NULL,3,'OrderApproved','{"number": "SO-20261121-0009", "shop_id": 3, "cents": 6000, "findings": [], "subject": "order:9"}',1795228980000000,NULL);
INSERT INTO "notice" VALUES(38,75,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "body": "38a676b68cdb623e42af7c3f73c577d1066a61f48d5a8aca5f1af7a342b5e4b4", "subject": "order:10"}',1795229040000000,NULL);
INSERT INTO "notice" VALUES(39,76,'shop',NULL,4,'OrderApproved','{"number": "SO-20261121-0010", "shop_id": 4, "cents": 6000, "findings": [], "subject": "order:10"}',1795229100000000,NULL);
INSERT INTO "notice" VALUES(40,79,'dispatcher',1,NULL,'RoutePlanned','{"number": "W-20261121-0002", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:2"}',1795229280000000,NULL);
INSERT INTO "notice" VALUES(41,88,'shop',NULL,4,'Delivered','{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"], "subject": "order:10"}',1795230180000000,NULL);
INSERT INTO "notice" VALUES(42,88,'dispatcher',1,NULL,'Delivered','{"number": "SO-20261121-0010", "shop_id": 4, "trip": "TR-20261121-0002", "received_by": "\u5e97\u5458 assistant", "is_complete": true, "flags": ["proof.clock_ahead"], "subject": "order:10"}',1795230180000000,NULL);
INSERT INTO "notice" VALUES(43,89,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "body": "2f3c9ad76f662c5784735481bb0300018d4779218f2c5d5e2076f433635aeeb8", "subject": "order:11"}',1795230360000000,NULL);
INSERT INTO "notice" VALUES(44,90,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0011", "shop_id": 1, "cents": 8700, "findings": [], "subject": "order:11"}',1795230420000000,NULL);
INSERT INTO "notice" VALUES(45,91,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "body": "a7874c2e453f1b35d365d533ddb5d75b36ef52125f07e435e782aef1de0a23f3", "subject": "order:12"}',1795230480000000,NULL);
INSERT INTO "notice" VALUES(46,92,'shop',NULL,3,'OrderApproved','{"number": "SO-20261121-0012", "shop_id": 3, "cents": 8700, "findings": [], "subject": "order:12"}',1795230540000000,NULL);
INSERT INTO "notice" VALUES(47,93,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "body": "6f23d9c30c19fa759454d11583bcec468bf5a42e250be5056169cff25cd05b49", "subject": "order:13"}',1795230600000000,NULL);
INSERT INTO "notice" VALUES(48,94,'shop',NULL,4,'OrderApproved','{"number": "SO-20261121-0013", "shop_id": 4, "cents": 8700, "findings": [], "subject": "order:13"}',1795230660000000,NULL);
INSERT INTO "notice" VALUES(49,95,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "body": "40fbcac7ed64e83b4bb3b57d49dfe6dd3298f529dbd0f517d194e7f9b2dbae18", "subject": "order:14"}',1795230720000000,NULL);
INSERT INTO "notice" VALUES(50,96,'shop',NULL,2,'OrderApproved','{"number": "SO-20261121-0014", "shop_id": 2, "cents": 8700, "findings": [], "subject": "order:14"}',1795230780000000,NULL);
INSERT INTO "notice" VALUES(51,97,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "body": "5c73b4a75a474da29a58c71fec3382d7183ca1386bd9ae830258d1763119dce2", "subject": "order:15"}',1795230840000000,NULL);
INSERT INTO "notice" VALUES(52,98,'shop',NULL,3,'OrderApproved','{"number": "SO-20261121-0015", "shop_id": 3, "cents": 7600, "findings": [], "subject": "order:15"}',1795230900000000,NULL);
INSERT INTO "notice" VALUES(53,99,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "body": "d9be95b34b6a90b24d966ecf1a674e5d39ef6ba8469095440d4a84e5740959f5", "subject": "order:16"}',1795230960000000,NULL);
INSERT INTO "notice" VALUES(54,100,'shop',NULL,4,'OrderApproved','{"number": "SO-20261121-0016", "shop_id": 4, "cents": 800, "findings": [], "subject": "order:16"}',1795231020000000,NULL);
INSERT INTO "notice" VALUES(55,101,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "body": "8a40039a6afa19fd513b469206ab668124143cc44818451457e31828c47b96db", "subject": "order:17"}',1795231080000000,NULL);
INSERT INTO "notice" VALUES(56,102,'shop',NULL,2,'OrderApproved','{"number": "SO-20261121-0017", "shop_id": 2, "cents": 420000, "findings": [{"code": "order.unusual", "blocks": false, "item": "I32", "quantity": 700000, "usual": 10000}], "subject": "order:17"}',1795231140000000,NULL);
INSERT INTO "notice" VALUES(57,103,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:18"}',1795231200000000,NULL);
INSERT INTO "notice" VALUES(58,104,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0018", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:18"}',1795231260000000,NULL);
INSERT INTO "notice" VALUES(59,106,'quality',1,NULL,'ExcursionOpened','{"place": 3, "sensor": 2, "excursion_kind": "high", "started_at": "2026-11-21T03:35:00+00:00", "ended_at": null, "peak": -9.0, "is_late": false, "subject": "excursion:3"}',1795232760000000,NULL);
INSERT INTO "notice" VALUES(60,107,'quality',1,NULL,'LotHeld','{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null, "subject": "excursion:3"}',1795232760000000,NULL);
INSERT INTO "notice" VALUES(61,107,'dispatcher',1,NULL,'LotHeld','{"reason": "excursion", "cause": "excursion:3", "lots": ["2611210005", "2611210006"], "lot_count": 2, "note": null, "subject": "excursion:3"}',1795232760000000,NULL);
INSERT INTO "notice" VALUES(62,109,'dispatcher',1,NULL,'WaveShort','{"wave": "W-20261121-0003", "shortages": [{"order_id": 15, "order_number": "SO-20261121-0015", "order_line_id": 25, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 4000, "short": 4000}, {"order_id": 16, "order_number": "SO-20261121-0016", "order_line_id": 26, "item_id": 4, "item_code": "I34", "name_zh": "\u5546\u54c134", "name_en": "Item 34", "approved": 2000, "short": 2000}], "lines": 2, "subject": "wave:3"}',1795233240000000,NULL);
INSERT INTO "notice" VALUES(63,112,'dispatcher',1,NULL,'RoutePlanned','{"number": "W-20261121-0003", "trips": 1, "unserved": 1, "engine": "insertion", "subject": "wave:3"}',1795233360000000,NULL);
INSERT INTO "notice" VALUES(64,119,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "body": "546c02fd8c73c02b23683904956f22b5dd4e7d6286535cffe9362a33115bae3c", "subject": "order:19"}',1795234320000000,NULL);
INSERT INTO "notice" VALUES(65,120,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0019", "shop_id": 1, "cents": 6000, "findings": [], "subject": "order:19"}',1795234380000000,NULL);
INSERT INTO "notice" VALUES(66,121,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "body": "72601a0b4c712a2e597d186b00aeaaf26c70c847c76bfa66c4ddde283543bf16", "subject": "order:20"}',1795234440000000,NULL);
INSERT INTO "notice" VALUES(67,122,'shop',NULL,2,'OrderApproved','{"number": "SO-20261121-0020", "shop_id": 2, "cents": 6000, "findings": [], "subject": "order:20"}',1795234500000000,NULL);
INSERT INTO "notice" VALUES(68,125,'dispatcher',1,NULL,'RoutePlanned','{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:4"}',1795234680000000,NULL);
INSERT INTO "notice" VALUES(69,126,'dispatcher',1,NULL,'RoutePlanned','{"number": "W-20261121-0004", "trips": 1, "unserved": 0, "engine": "insertion", "subject": "wave:4"}',1795234740000000,NULL);
INSERT INTO "notice" VALUES(70,129,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "body": "03260b2adac8e567f8351f9650b251be47b9cdd1c3c4ad0b14516c0b7e2e1312", "subject": "order:21"}',1795234980000000,NULL);
INSERT INTO "notice" VALUES(71,130,'shop',NULL,4,'OrderApproved','{"number": "SO-20261121-0021", "shop_id": 4, "cents": 2700, "findings": [], "subject": "order:21"}',1795235040000000,NULL);
INSERT INTO "notice" VALUES(72,132,'dispatcher',1,NULL,'PlanFailed','{"number": "W-20261121-0005", "failure": "no street leads there", "subject": "wave:5"}',1795235160000000,NULL);
INSERT INTO "notice" VALUES(73,132,'admin',1,NULL,'PlanFailed','{"number": "W-20261121-0005", "failure": "no street leads there", "subject": "wave:5"}',1795235160000000,NULL);
INSERT INTO "notice" VALUES(74,133,'dispatcher',1,NULL,'OrderPlaced','{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "body": "2202c26d9513e3eef72e341e56518e7844227d44b35bd99364b0dc0c0160601a", "subject": "order:22"}',1795235220000000,NULL);
INSERT INTO "notice" VALUES(75,134,'shop',NULL,1,'OrderApproved','{"number": "SO-20261121-0022", "shop_id": 1, "cents": 2700, "findings": [], "subject": "order:22"}',1795235280000000,NULL);
INSERT INTO "notice" VALUES(76,135,'quality',1,NULL,'LotBlocked','{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again", "subject": "recall:1"}',1795235340000000,NULL);
INSERT INTO "notice" VALUES(77,135,'dispatcher',1,NULL,'LotBlocked','{"reason": "recall", "cause": "recall:1", "lots": ["2611210007", "2611210011"], "lot_count": 2, "note": "\u519c\u6b8b\u590d\u68c0 tested again", "subject": "recall:1"}',1795235340000000,NULL);
CREATE TABLE order_line (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	ordered INTEGER NOT NULL, 
	approved INTEGER NOT NULL, 
	promised INTEGER NOT NULL, 
	allocated INTEGER NOT NULL, 
	picked INTEGER NOT NULL, 
	delivered INTEGER NOT NULL, 
	unit_price_cents INTEGER NOT NULL, 
	CONSTRAINT pk_order_line PRIMARY KEY (id), 
	CONSTRAINT ck_order_line_approved_bounds CHECK (approved >= 0 AND approved <= ordered), 
	CONSTRAINT ck_order_line_ordered_positive CHECK (ordered > 0), 
	CONSTRAINT ck_order_line_not_negative CHECK (promised >= 0 AND allocated >= 0 AND picked >= 0 AND delivered >= 0), 
	CONSTRAINT fk_order_line_item_id_item FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_order_line_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id), 
	CONSTRAINT uq_order_line_order_id_item_id UNIQUE (order_id, item_id)
);
INSERT INTO "order_line" VALUES(1,1,2,10000,0,0,0,0,0,600);
INSERT INTO "order_line" VALUES(2,2,3,30,0,0,0,0,0,90);
INSERT INTO "order_line" VALUES(3,2,2,20000,0,0,0,0,0,600);
INSERT INTO "order_line" VALUES(5,3,2,10000,0,0,0,0,0,600);
INSERT INTO "order_line" VALUES(6,4,3,60,0,0,0,0,0,90);
INSERT INTO "order_line" VALUES(7,5,2,20000,10000,10000,0,0,0,600);
INSERT INTO "order_line" VALUES(8,5,3,30,30,30,0,0,0,90);
INSERT INTO "order_line" VALUES(9,6,2,20000,20000,0,0,20000,0,600);
INSERT INTO "order_line" VALUES(10,6,3,60,60,0,0,60,0,90);
INSERT INTO "order_line" VALUES(11,7,2,30000,30000,0,0,30000,29990,600);
INSERT INTO "order_line" VALUES(12,7,3,30,30,0,0,30,20,90);
INSERT INTO "order_line" VALUES(13,8,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(14,9,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(15,10,2,10000,10000,0,0,10000,10000,600);
INSERT INTO "order_line" VALUES(16,11,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(17,11,3,30,30,0,0,30,0,90);
INSERT INTO "order_line" VALUES(18,12,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(19,12,3,30,30,0,0,30,0,90);
INSERT INTO "order_line" VALUES(20,13,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(21,13,3,30,30,0,0,30,0,90);
INSERT INTO "order_line" VALUES(22,14,2,10000,10000,0,10000,0,0,600);
INSERT INTO "order_line" VALUES(23,14,3,30,30,0,30,0,0,90);
INSERT INTO "order_line" VALUES(24,15,2,10000,10000,0,10000,0,0,600);
INSERT INTO "order_line" VALUES(25,15,4,4000,4000,0,0,0,0,400);
INSERT INTO "order_line" VALUES(26,16,4,2000,2000,2000,0,0,0,400);
INSERT INTO "order_line" VALUES(27,17,2,700000,700000,0,700000,0,0,600);
INSERT INTO "order_line" VALUES(28,18,2,10000,10000,0,0,0,0,600);
INSERT INTO "order_line" VALUES(29,19,2,10000,10000,0,0,10000,0,600);
INSERT INTO "order_line" VALUES(30,20,2,10000,10000,0,10000,0,0,600);
INSERT INTO "order_line" VALUES(31,21,3,30,30,30,0,0,0,90);
INSERT INTO "order_line" VALUES(32,22,3,30,30,30,0,0,0,90);
CREATE TABLE outbox (
	id INTEGER NOT NULL, 
	fact_id INTEGER NOT NULL, 
	consumer VARCHAR(32) NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	attempts INTEGER NOT NULL, 
	next_at BIGINT NOT NULL, 
	lease CHAR(32), 
	error VARCHAR(400), 
	done_at BIGINT, 
	CONSTRAINT pk_outbox PRIMARY KEY (id), 
	CONSTRAINT ck_outbox_attempts_not_negative CHECK (attempts >= 0), 
	CONSTRAINT fk_outbox_fact_id_fact FOREIGN KEY(fact_id) REFERENCES fact (id), 
	CONSTRAINT uq_outbox_fact_id_consumer UNIQUE (fact_id, consumer), 
	CONSTRAINT ck_outbox_outboxstate CHECK (state IN ('ready', 'leased', 'done', 'dead'))
);
INSERT INTO "outbox" VALUES(1,2,'labels','dead',1,1795243740000000,NULL,'the printer is off',NULL);
INSERT INTO "outbox" VALUES(2,4,'labels','ready',0,1795220040000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(3,6,'labels','ready',0,1795220160000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(4,8,'labels','ready',0,1795220280000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(5,10,'labels','ready',0,1795220400000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(6,12,'labels','ready',0,1795220520000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(7,14,'labels','ready',0,1795220640000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(8,16,'labels','ready',0,1795220760000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(9,18,'labels','ready',0,1795220880000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(10,22,'labels','ready',0,1795221180000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(11,25,'notices','done',1,1795235640000000,NULL,NULL,1795235640000000);
INSERT INTO "outbox" VALUES(12,27,'labels','ready',0,1795221420000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(13,30,'notices','done',1,1795235640000000,NULL,NULL,1795235760000000);
INSERT INTO "outbox" VALUES(14,31,'notices','done',1,1795235640000000,NULL,NULL,1795235880000000);
INSERT INTO "outbox" VALUES(15,32,'notices','done',1,1795235640000000,NULL,NULL,1795236000000000);
INSERT INTO "outbox" VALUES(16,34,'notices','done',1,1795235640000000,NULL,NULL,1795236120000000);
INSERT INTO "outbox" VALUES(17,35,'notices','done',1,1795235640000000,NULL,NULL,1795236240000000);
INSERT INTO "outbox" VALUES(18,36,'notices','done',1,1795235640000000,NULL,NULL,1795236360000000);
INSERT INTO "outbox" VALUES(19,37,'notices','done',1,1795235640000000,NULL,NULL,1795236480000000);
INSERT INTO "outbox" VALUES(20,38,'notices','done',1,1795235640000000,NULL,NULL,1795236600000000);
INSERT INTO "outbox" VALUES(21,40,'notices','done',1,1795235640000000,NULL,NULL,1795236720000000);
INSERT INTO "outbox" VALUES(22,42,'notices','done',1,1795235640000000,NULL,NULL,1795236840000000);
INSERT INTO "outbox" VALUES(23,45,'notices','done',1,1795235640000000,NULL,NULL,1795236960000000);
INSERT INTO "outbox" VALUES(24,47,'notices','done',1,1795235640000000,NULL,NULL,1795237080000000);
INSERT INTO "outbox" VALUES(25,48,'notices','done',1,1795235640000000,NULL,NULL,1795237200000000);
INSERT INTO "outbox" VALUES(26,49,'notices','done',1,1795235640000000,NULL,NULL,1795237320000000);
INSERT INTO "outbox" VALUES(27,50,'notices','done',1,1795235640000000,NULL,NULL,1795237440000000);
INSERT INTO "outbox" VALUES(28,52,'notices','done',1,1795235640000000,NULL,NULL,1795237560000000);
INSERT INTO "outbox" VALUES(29,53,'notices','done',1,1795235640000000,NULL,NULL,1795237680000000);
INSERT INTO "outbox" VALUES(30,54,'notices','done',1,1795235640000000,NULL,NULL,1795237800000000);
INSERT INTO "outbox" VALUES(31,55,'notices','done',1,1795235640000000,NULL,NULL,1795237920000000);
INSERT INTO "outbox" VALUES(32,56,'notices','done',1,1795235640000000,NULL,NULL,1795238040000000);
INSERT INTO "outbox" VALUES(33,57,'notices','done',1,1795235640000000,NULL,NULL,1795238160000000);
INSERT INTO "outbox" VALUES(34,58,'notices','done',1,1795235640000000,NULL,NULL,1795238280000000);
INSERT INTO "outbox" VALUES(35,60,'papers','leased',1,1795243920000000,'aacb4a75e55343cba1b4f3575fa28f83',NULL,NULL);
INSERT INTO "outbox" VALUES(36,60,'routes','ready',0,1795227600000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(37,61,'notices','done',1,1795235640000000,NULL,NULL,1795238400000000);
INSERT INTO "outbox" VALUES(38,63,'labels','ready',0,1795227900000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(39,65,'labels','ready',0,1795228140000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(40,68,'notices','done',1,1795235640000000,NULL,NULL,1795238520000000);
INSERT INTO "outbox" VALUES(41,69,'notices','done',1,1795235640000000,NULL,NULL,1795238640000000);
INSERT INTO "outbox" VALUES(42,71,'notices','done',1,1795235640000000,NULL,NULL,1795238760000000);
INSERT INTO "outbox" VALUES(43,72,'notices','done',1,1795235640000000,NULL,NULL,1795238880000000);
INSERT INTO "outbox" VALUES(44,73,'notices','done',1,1795235640000000,NULL,NULL,1795239000000000);
INSERT INTO "outbox" VALUES(45,74,'notices','done',1,1795235640000000,NULL,NULL,1795239120000000);
INSERT INTO "outbox" VALUES(46,75,'notices','done',1,1795235640000000,NULL,NULL,1795239240000000);
INSERT INTO "outbox" VALUES(47,76,'notices','done',1,1795235640000000,NULL,NULL,1795239360000000);
INSERT INTO "outbox" VALUES(48,78,'papers','ready',0,1795229220000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(49,78,'routes','ready',0,1795229220000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(50,79,'notices','done',1,1795235640000000,NULL,NULL,1795239480000000);
INSERT INTO "outbox" VALUES(51,81,'labels','ready',0,1795229460000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(52,83,'labels','ready',0,1795229640000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(53,85,'labels','ready',0,1795229820000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(54,88,'notices','done',1,1795235640000000,NULL,NULL,1795239600000000);
INSERT INTO "outbox" VALUES(55,89,'notices','done',1,1795235640000000,NULL,NULL,1795239720000000);
INSERT INTO "outbox" VALUES(56,90,'notices','done',1,1795235640000000,NULL,NULL,1795239840000000);
INSERT INTO "outbox" VALUES(57,91,'notices','done',1,1795235640000000,NULL,NULL,1795239960000000);
INSERT INTO "outbox" VALUES(58,92,'notices','done',1,1795235640000000,NULL,NULL,1795240080000000);
INSERT INTO "outbox" VALUES(59,93,'notices','done',1,1795235640000000,NULL,NULL,1795240200000000);
INSERT INTO "outbox" VALUES(60,94,'notices','done',1,1795235640000000,NULL,NULL,1795240320000000);
INSERT INTO "outbox" VALUES(61,95,'notices','done',1,1795235640000000,NULL,NULL,1795240440000000);
INSERT INTO "outbox" VALUES(62,96,'notices','done',1,1795235640000000,NULL,NULL,1795240560000000);
INSERT INTO "outbox" VALUES(63,97,'notices','done',1,1795235640000000,NULL,NULL,1795240680000000);
INSERT INTO "outbox" VALUES(64,98,'notices','done',1,1795235640000000,NULL,NULL,1795240800000000);
INSERT INTO "outbox" VALUES(65,99,'notices','done',1,1795235640000000,NULL,NULL,1795240920000000);
INSERT INTO "outbox" VALUES(66,100,'notices','done',1,1795235640000000,NULL,NULL,1795241040000000);
INSERT INTO "outbox" VALUES(67,101,'notices','done',1,1795235640000000,NULL,NULL,1795241160000000);
INSERT INTO "outbox" VALUES(68,102,'notices','done',1,1795235640000000,NULL,NULL,1795241280000000);
INSERT INTO "outbox" VALUES(69,103,'notices','done',1,1795235640000000,NULL,NULL,1795241400000000);
INSERT INTO "outbox" VALUES(70,104,'notices','done',1,1795235640000000,NULL,NULL,1795241520000000);
INSERT INTO "outbox" VALUES(71,106,'notices','done',1,1795235640000000,NULL,NULL,1795241640000000);
INSERT INTO "outbox" VALUES(72,107,'notices','done',1,1795235640000000,NULL,NULL,1795241760000000);
INSERT INTO "outbox" VALUES(73,109,'notices','done',1,1795235640000000,NULL,NULL,1795241880000000);
INSERT INTO "outbox" VALUES(74,110,'papers','ready',0,1795233240000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(75,110,'routes','ready',0,1795233240000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(76,112,'notices','done',1,1795235640000000,NULL,NULL,1795242000000000);
INSERT INTO "outbox" VALUES(77,114,'labels','ready',0,1795233600000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(78,116,'labels','ready',0,1795233840000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(79,119,'notices','done',1,1795235640000000,NULL,NULL,1795242120000000);
INSERT INTO "outbox" VALUES(80,120,'notices','done',1,1795235640000000,NULL,NULL,1795242240000000);
INSERT INTO "outbox" VALUES(81,121,'notices','done',1,1795235640000000,NULL,NULL,1795242360000000);
INSERT INTO "outbox" VALUES(82,122,'notices','done',1,1795235640000000,NULL,NULL,1795242480000000);
INSERT INTO "outbox" VALUES(83,124,'papers','ready',0,1795234620000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(84,124,'routes','ready',0,1795234620000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(85,125,'notices','done',1,1795235640000000,NULL,NULL,1795242600000000);
INSERT INTO "outbox" VALUES(86,126,'notices','done',1,1795235640000000,NULL,NULL,1795242720000000);
INSERT INTO "outbox" VALUES(87,128,'labels','ready',0,1795234920000000,NULL,NULL,NULL);
INSERT INTO "outbox" VALUES(88,129,'notices','done',1,1795235640000000,NULL,NULL,1795242840000000);
INSERT INTO "outbox" VALUES(89,130,'notices','done',1,1795235640000000,NULL,NULL,1795242960000000);
INSERT INTO "outbox" VALUES(90,132,'notices','done',1,1795235640000000,NULL,NULL,1795243080000000);
INSERT INTO "outbox" VALUES(91,133,'notices','done',1,1795235640000000,NULL,NULL,1795243200000000);
INSERT INTO "outbox" VALUES(92,134,'notices','done',1,1795235640000000,NULL,NULL,1795243320000000);
INSERT INTO "outbox" VALUES(93,135,'notices','done',1,1795235640000000,NULL,NULL,1795243440000000);
CREATE TABLE parcel (
	id INTEGER NOT NULL, 
	sscc VARCHAR(18) NOT NULL, 
	order_id INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	place_id INTEGER NOT NULL, 
	weight_g INTEGER NOT NULL, 
	packed_at BIGINT NOT NULL, 
	loaded_at BIGINT, 
	CONSTRAINT pk_parcel PRIMARY KEY (id), 
	CONSTRAINT ck_parcel_weight_not_negative CHECK (weight_g >= 0), 
	CONSTRAINT fk_parcel_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id), 
	CONSTRAINT fk_parcel_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT uq_parcel_sscc UNIQUE (sscc), 
	CONSTRAINT ck_parcel_parcelstate CHECK (state IN ('packed', 'loaded', 'delivered', 'returned'))
);
INSERT INTO "parcel" VALUES(1,'369012340000000017',6,'returned',15,20000,1795227900000000,1795228200000000);
INSERT INTO "parcel" VALUES(2,'369012340000000024',6,'returned',15,3600,1795227900000000,1795228260000000);
INSERT INTO "parcel" VALUES(3,'369012340000000031',7,'delivered',15,30000,1795228140000000,1795228320000000);
INSERT INTO "parcel" VALUES(4,'369012340000000048',7,'delivered',15,1800,1795228140000000,1795228380000000);
INSERT INTO "parcel" VALUES(5,'369012340000000055',8,'loaded',15,10000,1795229460000000,1795229880000000);
INSERT INTO "parcel" VALUES(6,'369012340000000062',9,'loaded',15,10000,1795229640000000,1795229940000000);
INSERT INTO "parcel" VALUES(7,'369012340000000079',10,'delivered',15,10000,1795229820000000,1795230000000000);
INSERT INTO "parcel" VALUES(8,'369012340000000086',11,'loaded',23,10000,1795233600000000,1795234080000000);
INSERT INTO "parcel" VALUES(9,'369012340000000093',11,'loaded',23,1800,1795233600000000,1795234140000000);
INSERT INTO "parcel" VALUES(10,'369012340000000109',12,'packed',17,10000,1795233840000000,NULL);
INSERT INTO "parcel" VALUES(11,'369012340000000116',12,'packed',17,1800,1795233840000000,NULL);
INSERT INTO "parcel" VALUES(12,'369012340000000123',19,'packed',17,10000,1795234920000000,NULL);
CREATE TABLE place (
	id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	code VARCHAR(40) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	room_id INTEGER, 
	temperature_class VARCHAR(24), 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	capacity_g INTEGER, 
	plan_x_cm INTEGER NOT NULL, 
	plan_y_cm INTEGER NOT NULL, 
	plan_width_cm INTEGER NOT NULL, 
	plan_depth_cm INTEGER NOT NULL, 
	CONSTRAINT pk_place PRIMARY KEY (id), 
	CONSTRAINT fk_place_room_id_place FOREIGN KEY(room_id) REFERENCES place (id), 
	CONSTRAINT fk_place_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_place_code UNIQUE (code), 
	CONSTRAINT ck_place_placekind CHECK (kind IN ('supplier', 'customer', 'loss', 'repack', 'count', 'dock', 'room', 'bin', 'stage', 'vehicle')), 
	CONSTRAINT ck_place_temperatureclass CHECK (temperature_class IN ('ambient', 'chilled', 'frozen'))
);
INSERT INTO "place" VALUES(1,1,'ROOM-2','room',1,'ambient','位置2','room 2',NULL,0,0,0,0);
INSERT INTO "place" VALUES(2,1,'ROOM-3','room',2,'chilled','位置3','room 3',NULL,0,0,0,0);
INSERT INTO "place" VALUES(3,1,'ROOM-4','room',3,'frozen','位置4','room 4',NULL,0,0,0,0);
INSERT INTO "place" VALUES(4,1,'BIN-5','bin',1,'ambient','位置5','bin 5',2000000,0,0,0,0);
INSERT INTO "place" VALUES(5,1,'BIN-6','bin',1,'ambient','位置6','bin 6',2000000,0,0,0,0);
INSERT INTO "place" VALUES(6,1,'BIN-7','bin',1,'ambient','位置7','bin 7',2000000,0,0,0,0);
INSERT INTO "place" VALUES(7,1,'BIN-8','bin',2,'chilled','位置8','bin 8',2000000,0,0,0,0);
INSERT INTO "place" VALUES(8,1,'BIN-9','bin',2,'chilled','位置9','bin 9',2000000,0,0,0,0);
INSERT INTO "place" VALUES(9,1,'BIN-10','bin',2,'chilled','位置10','bin 10',2000000,0,0,0,0);
INSERT INTO "place" VALUES(10,1,'BIN-11','bin',3,'frozen','位置11','bin 11',2000000,0,0,0,0);
INSERT INTO "place" VALUES(11,1,'BIN-12','bin',3,'frozen','位置12','bin 12',2000000,0,0,0,0);
INSERT INTO "place" VALUES(12,1,'BIN-13','bin',3,'frozen','位置13','bin 13',2000000,0,0,0,0);
INSERT INTO "place" VALUES(13,1,'SUPPLIER-15','supplier',NULL,NULL,'位置15','supplier 15',NULL,0,0,0,0);
INSERT INTO "place" VALUES(14,1,'CUSTOMER-17','customer',NULL,NULL,'位置17','customer 17',NULL,0,0,0,0);
INSERT INTO "place" VALUES(15,1,'VEHICLE-25','vehicle',NULL,NULL,'位置25','vehicle 25',NULL,0,0,0,0);
INSERT INTO "place" VALUES(16,1,'DOCK-26','dock',NULL,NULL,'位置26','dock 26',NULL,0,0,0,0);
INSERT INTO "place" VALUES(17,1,'STAGE-27','stage',NULL,NULL,'位置27','stage 27',NULL,0,0,0,0);
INSERT INTO "place" VALUES(18,1,'LOSS-28','loss',NULL,NULL,'位置28','loss 28',NULL,0,0,0,0);
INSERT INTO "place" VALUES(19,1,'REPACK-29','repack',NULL,NULL,'位置29','repack 29',NULL,0,0,0,0);
INSERT INTO "place" VALUES(20,1,'COUNT-30','count',NULL,NULL,'位置30','count 30',NULL,0,0,0,0);
INSERT INTO "place" VALUES(21,1,'SUPPLIER-37','supplier',NULL,NULL,'位置37','supplier 37',NULL,0,0,0,0);
INSERT INTO "place" VALUES(22,1,'SUPPLIER-39','supplier',NULL,NULL,'位置39','supplier 39',NULL,0,0,0,0);
INSERT INTO "place" VALUES(23,1,'VEHICLE-42','vehicle',NULL,NULL,'位置42','vehicle 42',NULL,0,0,0,0);
INSERT INTO "place" VALUES(24,1,'CUSTOMER-44','customer',NULL,NULL,'位置44','customer 44',NULL,0,0,0,0);
INSERT INTO "place" VALUES(25,1,'CUSTOMER-46','customer',NULL,NULL,'位置46','customer 46',NULL,0,0,0,0);
INSERT INTO "place" VALUES(26,1,'CUSTOMER-48','customer',NULL,NULL,'位置48','customer 48',NULL,0,0,0,0);
CREATE TABLE policy (
	id INTEGER NOT NULL, 
	"key" VARCHAR(40) NOT NULL, 
	value JSON NOT NULL, 
	valid_from BIGINT NOT NULL, 
	"by" INTEGER, 
	CONSTRAINT pk_policy PRIMARY KEY (id), 
	CONSTRAINT fk_policy_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT uq_policy_key_valid_from UNIQUE ("key", valid_from)
);
INSERT INTO "policy" VALUES(1,'undo_s',90,1795219560000000,6);
INSERT INTO "policy" VALUES(2,'undo_s',120,1795219620000000,6);
INSERT INTO "policy" VALUES(3,'outbox_attempts',1,1795243560000000,6);
INSERT INTO "policy" VALUES(4,'outbox_attempts',8,1795243740000000,6);
CREATE TABLE promised (
	warehouse_id INTEGER NOT NULL, 
	item_id INTEGER NOT NULL, 
	quantity INTEGER NOT NULL, 
	CONSTRAINT pk_promised PRIMARY KEY (warehouse_id, item_id), 
	CONSTRAINT ck_promised_not_negative CHECK (quantity >= 0), 
	CONSTRAINT fk_promised_item_id_item FOREIGN KEY(item_id) REFERENCES item (id), 
	CONSTRAINT fk_promised_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id)
)
 WITHOUT ROWID

;
INSERT INTO "promised" VALUES(1,2,10000);
INSERT INTO "promised" VALUES(1,3,90);
INSERT INTO "promised" VALUES(1,4,2000);
CREATE TABLE proof (
	id CHAR(32) NOT NULL, 
	stop_id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	received_by VARCHAR(80) NOT NULL, 
	signature_svg TEXT, 
	photo BLOB, 
	photo_type VARCHAR(40), 
	temperature_c DOUBLE, 
	latitude DOUBLE, 
	longitude DOUBLE, 
	occurred_at BIGINT NOT NULL, 
	received_at BIGINT NOT NULL, 
	"by" INTEGER NOT NULL, 
	CONSTRAINT pk_proof PRIMARY KEY (id), 
	CONSTRAINT fk_proof_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_proof_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id), 
	CONSTRAINT fk_proof_stop_id_stop FOREIGN KEY(stop_id) REFERENCES stop (id), 
	CONSTRAINT uq_proof_stop_id UNIQUE (stop_id)
);
INSERT INTO "proof" VALUES('136b252d425740ce8781d3fc5406d43e',1,7,'店员 assistant','<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>',X'89504E470D0A1A0A0000000000000000000000000000000000000000000000000000000000000000','image/png',11.0,28.2,113.0,1795228500000000,1795228560000000,3);
INSERT INTO "proof" VALUES('ef993bcca86f464ba73e5a395b41d6f3',2,6,'店员 assistant','<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>',X'89504E470D0A1A0A0000000000000000000000000000000000000000000000000000000000000000','image/png',11.0,28.2,113.0,1795228620000000,1795228680000000,3);
INSERT INTO "proof" VALUES('e775e647e9254762a96d35eed7047512',3,10,'店员 assistant','<svg xmlns="http://www.w3.org/2000/svg"><path d="M1,1 L2,2"/></svg>',X'89504E470D0A1A0A0000000000000000000000000000000000000000000000000000000000000000','image/png',11.0,28.2,113.0,1795233720000000,1795230180000000,3);
CREATE TABLE proof_line (
	proof_id CHAR(32) NOT NULL, 
	order_line_id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	delivered INTEGER NOT NULL, 
	short INTEGER NOT NULL, 
	refused INTEGER NOT NULL, 
	reason VARCHAR(40), 
	CONSTRAINT pk_proof_line PRIMARY KEY (proof_id, order_line_id, lot_id), 
	CONSTRAINT ck_proof_line_not_negative CHECK (delivered >= 0 AND short >= 0 AND refused >= 0), 
	CONSTRAINT fk_proof_line_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id), 
	CONSTRAINT fk_proof_line_order_line_id_order_line FOREIGN KEY(order_line_id) REFERENCES order_line (id), 
	CONSTRAINT fk_proof_line_proof_id_proof FOREIGN KEY(proof_id) REFERENCES proof (id)
);
INSERT INTO "proof_line" VALUES('136b252d425740ce8781d3fc5406d43e',11,1,29990,10,0,'short');
INSERT INTO "proof_line" VALUES('136b252d425740ce8781d3fc5406d43e',12,3,20,10,0,'short');
INSERT INTO "proof_line" VALUES('ef993bcca86f464ba73e5a395b41d6f3',9,1,0,0,20000,'not_ordered');
INSERT INTO "proof_line" VALUES('ef993bcca86f464ba73e5a395b41d6f3',10,3,0,0,60,'not_ordered');
INSERT INTO "proof_line" VALUES('e775e647e9254762a96d35eed7047512',15,1,10000,0,0,NULL);
CREATE TABLE reading (
	sensor_id INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	value DOUBLE, 
	quality VARCHAR(12) NOT NULL, 
	received_at BIGINT NOT NULL, 
	CONSTRAINT pk_reading PRIMARY KEY (sensor_id, at), 
	CONSTRAINT fk_reading_sensor_id_sensor FOREIGN KEY(sensor_id) REFERENCES sensor (id)
)
 WITHOUT ROWID

;
INSERT INTO "reading" VALUES(1,1795222320000000,4.0,'good',1795222380000000);
INSERT INTO "reading" VALUES(1,1795222620000000,4.0,'good',1795222680000000);
INSERT INTO "reading" VALUES(1,1795222920000000,4.0,'good',1795222980000000);
INSERT INTO "reading" VALUES(1,1795223220000000,4.0,'good',1795223280000000);
INSERT INTO "reading" VALUES(1,1795223520000000,12.5,'good',1795223580000000);
INSERT INTO "reading" VALUES(1,1795223820000000,12.5,'good',1795223880000000);
INSERT INTO "reading" VALUES(1,1795224120000000,12.5,'good',1795224180000000);
INSERT INTO "reading" VALUES(1,1795224420000000,12.5,'good',1795224480000000);
INSERT INTO "reading" VALUES(1,1795224720000000,4.5,'good',1795224780000000);
INSERT INTO "reading" VALUES(1,1795225020000000,4.5,'good',1795225080000000);
INSERT INTO "reading" VALUES(1,1795225320000000,4.5,'good',1795225380000000);
INSERT INTO "reading" VALUES(1,1795225620000000,4.5,'good',1795225680000000);
INSERT INTO "reading" VALUES(2,1795231500000000,-20.0,'good',1795231560000000);
INSERT INTO "reading" VALUES(2,1795231800000000,-20.0,'good',1795231860000000);
INSERT INTO "reading" VALUES(2,1795232100000000,-9.0,'good',1795232160000000);
INSERT INTO "reading" VALUES(2,1795232400000000,-9.0,'good',1795232460000000);
INSERT INTO "reading" VALUES(2,1795232700000000,-9.0,'good',1795232760000000);
INSERT INTO "reading" VALUES(2,1795233000000000,-9.0,'good',1795233060000000);
INSERT INTO "reading" VALUES(3,1795221720000000,20.0,'good',1795221780000000);
INSERT INTO "reading" VALUES(3,1795222020000000,20.0,'good',1795222080000000);
CREATE TABLE residue_test (
	id INTEGER NOT NULL, 
	lot_id INTEGER NOT NULL, 
	passed BOOLEAN NOT NULL, 
	method VARCHAR(60) NOT NULL, 
	inhibition_pct DOUBLE, 
	note VARCHAR(200), 
	tested_at BIGINT NOT NULL, 
	"by" INTEGER, 
	CONSTRAINT pk_residue_test PRIMARY KEY (id), 
	CONSTRAINT fk_residue_test_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_residue_test_lot_id_lot FOREIGN KEY(lot_id) REFERENCES lot (id)
);
INSERT INTO "residue_test" VALUES(1,7,1,'GB/T 5009.199',11.5,NULL,1795221240000000,5);
INSERT INTO "residue_test" VALUES(2,8,1,'GB/T 5009.199',23.0,NULL,1795221300000000,5);
INSERT INTO "residue_test" VALUES(3,9,0,'GB/T 5009.199',64.0,NULL,1795221360000000,5);
CREATE TABLE review (
	id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	decision VARCHAR(12) NOT NULL, 
	reason VARCHAR(200), 
	"by" INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	CONSTRAINT pk_review PRIMARY KEY (id), 
	CONSTRAINT fk_review_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_review_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id)
);
INSERT INTO "review" VALUES(1,2,'return','没有鸡蛋了 no eggs left',2,1795226940000000);
INSERT INTO "review" VALUES(2,3,'return','没有鸡蛋了 no eggs left',2,1795227000000000);
INSERT INTO "review" VALUES(3,5,'cut','今天不多 little of it today',2,1795227240000000);
INSERT INTO "review" VALUES(4,6,'approve',NULL,2,1795227360000000);
INSERT INTO "review" VALUES(5,7,'approve',NULL,2,1795227480000000);
INSERT INTO "review" VALUES(6,8,'approve',NULL,2,1795228860000000);
INSERT INTO "review" VALUES(7,9,'approve',NULL,2,1795228980000000);
INSERT INTO "review" VALUES(8,10,'approve',NULL,2,1795229100000000);
INSERT INTO "review" VALUES(9,11,'approve',NULL,2,1795230420000000);
INSERT INTO "review" VALUES(10,12,'approve',NULL,2,1795230540000000);
INSERT INTO "review" VALUES(11,13,'approve',NULL,2,1795230660000000);
INSERT INTO "review" VALUES(12,14,'approve',NULL,2,1795230780000000);
INSERT INTO "review" VALUES(13,15,'approve',NULL,2,1795230900000000);
INSERT INTO "review" VALUES(14,16,'approve',NULL,2,1795231020000000);
INSERT INTO "review" VALUES(15,17,'approve',NULL,2,1795231140000000);
INSERT INTO "review" VALUES(16,18,'approve',NULL,2,1795231260000000);
INSERT INTO "review" VALUES(17,19,'approve',NULL,2,1795234380000000);
INSERT INTO "review" VALUES(18,20,'approve',NULL,2,1795234500000000);
INSERT INTO "review" VALUES(19,21,'approve',NULL,2,1795235040000000);
INSERT INTO "review" VALUES(20,22,'approve',NULL,2,1795235280000000);
CREATE TABLE route_plan (
	id INTEGER NOT NULL, 
	wave_id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	day DATE NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	basis VARCHAR(64) NOT NULL, 
	problem TEXT NOT NULL, 
	result TEXT, 
	failure VARCHAR(400), 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_route_plan PRIMARY KEY (id), 
	CONSTRAINT fk_route_plan_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT fk_route_plan_wave_id_wave FOREIGN KEY(wave_id) REFERENCES wave (id), 
	CONSTRAINT ck_route_plan_planstate CHECK (state IN ('requested', 'stored', 'stale', 'failed'))
);
INSERT INTO "route_plan" VALUES(1,1,1,'2026-11-21','stored','a874d108f2e5e626672c262ed62ec751e0dd0d1725a65487dba3e10e7bfd92fb','{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"6","location":1,"goods":[{"temperature_class":"ambient","amount":[20000,2,60000]},{"temperature_class":"chilled","amount":[3600,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":44340,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"7","location":2,"goods":[{"temperature_class":"ambient","amount":[30000,3,90000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":44340,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"}],"vehicles":[{"id":"1","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled"],"shift_start_s":37260,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null},{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":37260,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828],[139,0,774],[828,774,0]],"distance_m":[[0,1045,6208],[1045,0,5802],[6208,5802,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}','{"trips":[{"vehicle_id":"1","number":1,"start_location":0,"end_location":0,"depart_s":56772,"return_s":59113,"stops":[{"stop_id":"7","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[23600,3,90000]},{"stop_id":"6","arrive_s":58674,"start_s":58674,"leave_s":58974,"load_after":[0,0,0]}],"distance_m":13055,"load":[55400,7,210000]}],"unserved":[],"cost":8908,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}',NULL,1795227660000000);
INSERT INTO "route_plan" VALUES(2,2,1,'2026-11-21','stored','b0f1ad9ceebfd614f6820b28eef9339f6e554d3c57cbad0b2bfe04a6d0c0c261','{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"8","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"9","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"10","location":3,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":45960,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH47"}],"vehicles":[{"id":"1","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled"],"shift_start_s":38880,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null},{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":38880,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828,880],[139,0,774,827],[828,774,0,53],[880,827,53,0]],"distance_m":[[0,1045,6208,6603],[1045,0,5802,6202],[6208,5802,0,400],[6603,6202,400,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}','{"trips":[{"vehicle_id":"1","number":1,"start_location":0,"end_location":0,"depart_s":56720,"return_s":59466,"stops":[{"stop_id":"10","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[20000,2,60000]},{"stop_id":"9","arrive_s":57953,"start_s":57953,"leave_s":58253,"load_after":[10000,1,30000]},{"stop_id":"8","arrive_s":59027,"start_s":59027,"leave_s":59327,"load_after":[0,0,0]}],"distance_m":13850,"load":[30000,3,90000]}],"unserved":[],"cost":9365,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}',NULL,1795229280000000);
INSERT INTO "route_plan" VALUES(3,3,1,'2026-11-21','stored','9a74b087f28d81fbf55e1fa52b4b51dae4e39a74809265fdacf41309ddfeab20','{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"11","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"12","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"13","location":3,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH47"},{"id":"14","location":4,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]},{"temperature_class":"chilled","amount":[1800,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"},{"id":"15","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH45"},{"id":"17","location":4,"goods":[{"temperature_class":"ambient","amount":[700000,70,2100000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":49980,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":42960,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,828,880,775],[139,0,774,827,720],[828,774,0,53,53],[880,827,53,0,107],[775,720,53,107,0]],"distance_m":[[0,1045,6208,6603,5813],[1045,0,5802,6202,5402],[6208,5802,0,400,400],[6603,6202,400,0,800],[5813,5402,400,800,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}','{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":56720,"return_s":60065,"stops":[{"stop_id":"13","arrive_s":57600,"start_s":57600,"leave_s":57900,"load_after":[45400,7,210000]},{"stop_id":"15","arrive_s":57953,"start_s":57953,"leave_s":58253,"load_after":[35400,6,180000]},{"stop_id":"12","arrive_s":58253,"start_s":58253,"leave_s":58553,"load_after":[23600,4,120000]},{"stop_id":"14","arrive_s":58606,"start_s":58606,"leave_s":58906,"load_after":[11800,2,60000]},{"stop_id":"11","arrive_s":59626,"start_s":59626,"leave_s":59926,"load_after":[0,0,0]}],"distance_m":13850,"load":[57200,9,270000]}],"unserved":[{"stop_id":"17","reason":"capacity.crates","details":{"over_crates":10,"vehicle_id":"2"},"by_class":[{"vehicle_type":"","reason":"capacity.crates","details":{"over_crates":10,"vehicle_id":"2"}}]}],"cost":9864,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}',NULL,1795233360000000);
INSERT INTO "route_plan" VALUES(4,4,1,'2026-11-21','stored','5949703b910e7b68c118a15f01e6f0af219df78abec63f1f8e291ed43da90f57','{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"19","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"20","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":60965,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,775],[139,0,720],[775,720,0]],"distance_m":[[0,1045,5813],[1045,0,5402],[5813,5402,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}','{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":60965,"return_s":63199,"stops":[{"stop_id":"20","arrive_s":61740,"start_s":61740,"leave_s":62040,"load_after":[10000,1,30000]},{"stop_id":"19","arrive_s":62760,"start_s":62760,"leave_s":63060,"load_after":[0,0,0]}],"distance_m":12260,"load":[20000,2,60000]}],"unserved":[],"cost":8700,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}',NULL,1795234680000000);
INSERT INTO "route_plan" VALUES(5,4,1,'2026-11-21','stored','5949703b910e7b68c118a15f01e6f0af219df78abec63f1f8e291ed43da90f57','{"depots":[{"id":"WH1","location":0}],"stops":[{"id":"19","location":1,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH16"},{"id":"20","location":2,"goods":[{"temperature_class":"ambient","amount":[10000,1,30000]}],"windows":[{"start_s":57600,"end_s":75600,"early_s":0,"early_cost_per_hour":0,"late_s":0,"late_cost_per_hour":0}],"service_s":300,"pickup":[],"service_by_type":{},"priority":0,"prize":null,"release_s":51360,"aboard_max_s":null,"requires":[],"only_vehicles":[],"depots":[],"promised_s":null,"place_name":"SH43"}],"vehicles":[{"id":"2","start_location":0,"end_location":0,"capacity":[1000000,60,6000000],"temperature_classes":["ambient","chilled","frozen"],"shift_start_s":60965,"shift_end_s":72000,"fixed_cost":5000,"cost_per_km":150,"cost_per_hour":3000,"compartments":[],"type":"","offers":[],"overtime_s":0,"overtime_cost_per_hour":0,"duration_max_s":null,"breaks":[],"max_trips":3,"reload_s":900,"max_stops":2000,"reload_depots":[],"locked":[],"aboard":[],"aboard_since_s":null}],"travel_s":[[0,139,775],[139,0,720],[775,720,0]],"distance_m":[[0,1045,5813],[1045,0,5402],[5813,5402,0]],"matrix_version":"straight-line:1.35x:27kmh","dimensions":["g","crates","ml"],"traffic":[],"balance_cost_per_hour":0,"promises":{"tolerance_s":900,"cost":0,"moved_max":null}}','{"trips":[{"vehicle_id":"2","number":1,"start_location":0,"end_location":0,"depart_s":60965,"return_s":63199,"stops":[{"stop_id":"20","arrive_s":61740,"start_s":61740,"leave_s":62040,"load_after":[10000,1,30000]},{"stop_id":"19","arrive_s":62760,"start_s":62760,"leave_s":63060,"load_after":[0,0,0]}],"distance_m":12260,"load":[20000,2,60000]}],"unserved":[],"cost":8700,"engine":"insertion","seconds":0.0,"matrix_version":"straight-line:1.35x:27kmh","breaks":[]}',NULL,1795234740000000);
INSERT INTO "route_plan" VALUES(6,5,1,'2026-11-21','failed','','',NULL,'no street leads there',1795235160000000);
CREATE TABLE sales_order (
	id INTEGER NOT NULL, 
	client_id CHAR(32) NOT NULL, 
	number VARCHAR(24) NOT NULL, 
	shop_id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	version INTEGER NOT NULL, 
	placed_at BIGINT NOT NULL, 
	placed_by INTEGER, 
	deliver_from BIGINT NOT NULL, 
	deliver_until BIGINT NOT NULL, 
	total_cents INTEGER NOT NULL, 
	note VARCHAR(200), 
	return_reason VARCHAR(200), 
	wave_id INTEGER, 
	CONSTRAINT pk_sales_order PRIMARY KEY (id), 
	CONSTRAINT fk_sales_order_placed_by_user_account FOREIGN KEY(placed_by) REFERENCES user_account (id), 
	CONSTRAINT fk_sales_order_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT fk_sales_order_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT fk_sales_order_wave_id_wave FOREIGN KEY(wave_id) REFERENCES wave (id), 
	CONSTRAINT uq_sales_order_client_id UNIQUE (client_id), 
	CONSTRAINT uq_sales_order_number UNIQUE (number), 
	CONSTRAINT ck_sales_order_orderkind CHECK (kind IN ('standard', 'express')), 
	CONSTRAINT ck_sales_order_orderstate CHECK (state IN ('submitted', 'returned', 'approved', 'released', 'picked', 'packed', 'loaded', 'delivered', 'cancelled'))
);
INSERT INTO "sales_order" VALUES(1,'b8f17bf919c348b2ba54f5851cfcc714','SO-20261121-0001',1,1,'standard','cancelled',2,1795226700000000,4,1795248000000000,1795266000000000,6000,'后门 back door',NULL,NULL);
INSERT INTO "sales_order" VALUES(2,'195946c1b2fb4783a78742c55a4b6dd2','SO-20261121-0002',1,1,'standard','returned',2,1795226820000000,4,1795248000000000,1795266000000000,14700,'后门 back door','没有鸡蛋了 no eggs left',NULL);
INSERT INTO "sales_order" VALUES(3,'cb56471d9e764bf4a6059f8eeebfc392','SO-20261121-0003',1,1,'standard','submitted',3,1795226880000000,4,1795248000000000,1795266000000000,6000,'少一点 a little less',NULL,NULL);
INSERT INTO "sales_order" VALUES(4,'015ebc9fb47543eda55ce179ea082bf8','SO-20261121-0004',3,1,'standard','submitted',1,1795227120000000,NULL,1795248000000000,1795266000000000,5400,'后门 back door',NULL,NULL);
INSERT INTO "sales_order" VALUES(5,'0a4386da49ea45f3b3750545796f77e0','SO-20261121-0005',3,1,'standard','approved',2,1795227180000000,NULL,1795248000000000,1795266000000000,8700,'后门 back door',NULL,NULL);
INSERT INTO "sales_order" VALUES(6,'42512950ffb14635ad4bb489c6fbde72','SO-20261121-0006',1,1,'standard','delivered',8,1795227300000000,4,1795248000000000,1795266000000000,17400,'后门 back door',NULL,1);
INSERT INTO "sales_order" VALUES(7,'e812b18746ae4d3b90d417d5ba345a30','SO-20261121-0007',3,1,'standard','delivered',8,1795227420000000,NULL,1795248000000000,1795266000000000,20700,'后门 back door',NULL,1);
INSERT INTO "sales_order" VALUES(8,'2218d4525d6a4b469b4371341f820798','SO-20261121-0008',1,1,'standard','loaded',7,1795228800000000,4,1795248000000000,1795266000000000,6000,'后门 back door',NULL,2);
INSERT INTO "sales_order" VALUES(9,'1efd99c019124462af6873dab969b05f','SO-20261121-0009',3,1,'standard','loaded',7,1795228920000000,NULL,1795248000000000,1795266000000000,6000,'后门 back door',NULL,2);
INSERT INTO "sales_order" VALUES(10,'f357be0e49fe46918467770788f9ae23','SO-20261121-0010',4,1,'standard','delivered',8,1795229040000000,NULL,1795248000000000,1795266000000000,6000,'后门 back door',NULL,2);
INSERT INTO "sales_order" VALUES(11,'d378e08d1d6646cf8649ccc743cdb65a','SO-20261121-0011',1,1,'standard','loaded',7,1795230360000000,4,1795248000000000,1795266000000000,8700,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(12,'98c55d39fc5a48ad9640c8e1e502ff8d','SO-20261121-0012',3,1,'standard','packed',6,1795230480000000,NULL,1795248000000000,1795266000000000,8700,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(13,'3f4713511c7849418875fc4b1cf7a20c','SO-20261121-0013',4,1,'standard','picked',5,1795230600000000,NULL,1795248000000000,1795266000000000,8700,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(14,'a4a29f9b4d6d42148ee5a58aafb686e3','SO-20261121-0014',2,1,'standard','released',4,1795230720000000,NULL,1795248000000000,1795266000000000,8700,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(15,'d2ca8c6e28074aaf94d26277d8582408','SO-20261121-0015',3,1,'standard','released',4,1795230840000000,NULL,1795248000000000,1795266000000000,7600,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(16,'0e20f64468c94876998db0ed82070bed','SO-20261121-0016',4,1,'standard','approved',4,1795230960000000,NULL,1795248000000000,1795266000000000,800,'后门 back door',NULL,NULL);
INSERT INTO "sales_order" VALUES(17,'342ee098ee224451bb51bf6cd02a5fbe','SO-20261121-0017',2,1,'standard','released',4,1795231080000000,NULL,1795248000000000,1795266000000000,420000,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(18,'073b2f1f11934e13890f595f86e5a52c','SO-20261121-0018',1,1,'standard','cancelled',5,1795231200000000,4,1795248000000000,1795266000000000,6000,'后门 back door',NULL,3);
INSERT INTO "sales_order" VALUES(19,'db53eb596b2149708b40dc2f63f4fffe','SO-20261121-0019',1,1,'standard','packed',6,1795234320000000,4,1795248000000000,1795266000000000,6000,'后门 back door',NULL,4);
INSERT INTO "sales_order" VALUES(20,'d5b343e501224a3ab5d6b5554a9ff8f8','SO-20261121-0020',2,1,'standard','released',4,1795234440000000,NULL,1795248000000000,1795266000000000,6000,'后门 back door',NULL,4);
INSERT INTO "sales_order" VALUES(21,'86da14c9d2c7423597b11d34b8f3acd4','SO-20261121-0021',4,1,'standard','approved',3,1795234980000000,NULL,1795248000000000,1795266000000000,2700,'后门 back door',NULL,5);
INSERT INTO "sales_order" VALUES(22,'3d52514a944246728bb88588c675fe55','SO-20261121-0022',1,1,'express','approved',2,1795235220000000,4,1795235220000000,1795238820000000,2700,'后门 back door',NULL,NULL);
CREATE TABLE sensor (
	id INTEGER NOT NULL, 
	code VARCHAR(100) NOT NULL, 
	device_id VARCHAR(64) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	metric VARCHAR(16) NOT NULL, 
	unit VARCHAR(8) NOT NULL, 
	low DOUBLE, 
	high DOUBLE, 
	hysteresis DOUBLE NOT NULL, 
	open_delay_s INTEGER NOT NULL, 
	close_delay_s INTEGER NOT NULL, 
	silence_s INTEGER NOT NULL, 
	holds_lots BOOLEAN NOT NULL, 
	last_at BIGINT, 
	last_value DOUBLE, 
	last_received_at BIGINT, 
	CONSTRAINT pk_sensor PRIMARY KEY (id), 
	CONSTRAINT ck_sensor_limits CHECK (low < high), 
	CONSTRAINT fk_sensor_device_id_device FOREIGN KEY(device_id) REFERENCES device (id), 
	CONSTRAINT fk_sensor_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_sensor_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_sensor_code UNIQUE (code)
);
INSERT INTO "sensor" VALUES(1,'controller-52:temperature','controller-52',1,2,'temperature','C',0.0,8.0,0.5,600,300,1800,1,1795225620000000,4.5,1795225680000000);
INSERT INTO "sensor" VALUES(2,'controller-53:temperature','controller-53',1,3,'temperature','C',-25.0,-15.0,0.5,600,300,1800,1,1795233000000000,-9.0,1795233060000000);
INSERT INTO "sensor" VALUES(3,'controller-54:temperature','controller-54',1,1,'temperature','C',5.0,30.0,0.5,600,300,1800,1,1795222020000000,20.0,1795222080000000);
CREATE TABLE shop (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	customer_class VARCHAR(16) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	address_zh VARCHAR(160) NOT NULL, 
	address_en VARCHAR(160) NOT NULL, 
	phone VARCHAR(24), 
	latitude DOUBLE NOT NULL, 
	longitude DOUBLE NOT NULL, 
	order_days INTEGER NOT NULL, 
	open_minute INTEGER NOT NULL, 
	close_minute INTEGER NOT NULL, 
	service_s INTEGER NOT NULL, 
	credit_limit_cents INTEGER NOT NULL, 
	CONSTRAINT pk_shop PRIMARY KEY (id), 
	CONSTRAINT ck_shop_window CHECK (open_minute < close_minute), 
	CONSTRAINT fk_shop_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_shop_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_shop_code UNIQUE (code), 
	CONSTRAINT uq_shop_place_id UNIQUE (place_id)
);
INSERT INTO "shop" VALUES(1,'SH16','社区店16','Shop 16','community',1,14,'五一大道16号','16 Wuyi Avenue',NULL,28.206,1.12996000000000009324e+02,127,360,1260,300,2000000);
INSERT INTO "shop" VALUES(2,'SH43','社区店43','Shop 43','bulk',1,24,'五一大道43号','43 Wuyi Avenue',NULL,28.233,1.13023000000000010348e+02,127,360,1260,300,2000000);
INSERT INTO "shop" VALUES(3,'SH45','社区店45','Shop 45','community',1,25,'五一大道45号','45 Wuyi Avenue',NULL,2.82350000000000029842e+01,113.025,127,360,1260,300,2000000);
INSERT INTO "shop" VALUES(4,'SH47','社区店47','Shop 47','community',1,26,'五一大道47号','47 Wuyi Avenue',NULL,2.82370000000000018767e+01,113.027,127,360,1260,300,2000000);
CREATE TABLE station_task (
	station VARCHAR(64) NOT NULL, 
	flow VARCHAR(24) NOT NULL, 
	step VARCHAR(24) NOT NULL, 
	data JSON NOT NULL, 
	user_id INTEGER, 
	updated_at BIGINT NOT NULL, 
	CONSTRAINT pk_station_task PRIMARY KEY (station), 
	CONSTRAINT fk_station_task_user_id_user_account FOREIGN KEY(user_id) REFERENCES user_account (id)
);
INSERT INTO "station_task" VALUES('scanner-49','receive','place','{"undo": {"what": "put_away", "at": "2026-11-21T00:31:00+00:00", "lot_id": 9, "from": 16, "to": 8, "quantity": 20000}, "lot_id": 10, "lot": "2611210010", "label": "(01)06900000000311(10)C4", "supplier_id": 1, "next": {"supplier_zh": "\u519c\u623714", "supplier_en": "Farmer 14", "temperature_class": "chilled", "suggested": "BIN-10", "lot_id": 10, "lot": "2611210010", "status": "testing", "sell_until": "2026-11-24T00:33:00+00:00", "quantity": 10000, "amount": "10 kg", "item": "I31", "item_zh": "\u5546\u54c131", "item_en": "Item 31", "picture": "", "unit": "g"}}',NULL,1795226580000000);
INSERT INTO "station_task" VALUES('scale-50','scale','weighed','{"weight_mg": 12340000, "mode": "gross"}',NULL,1795221120000000);
INSERT INTO "station_task" VALUES('scanner-51','pick','goods','{"order_id": 14, "next": {"shop": "SH43", "shop_zh": "\u793e\u533a\u5e9743", "shop_en": "Shop 43", "order": "SO-20261121-0014", "left": 2, "cut": [], "place": "BIN-5", "lot": "2611210001", "item": "I32", "item_zh": "\u5546\u54c132", "item_en": "Item 32", "unit": "g", "quantity": 10000, "amount": "10 kg"}}',NULL,1795234260000000);
CREATE TABLE stop (
	id INTEGER NOT NULL, 
	trip_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	shop_id INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	arrives_at BIGINT NOT NULL, 
	leaves_at BIGINT NOT NULL, 
	done_at BIGINT, 
	CONSTRAINT pk_stop PRIMARY KEY (id), 
	CONSTRAINT fk_stop_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id), 
	CONSTRAINT fk_stop_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT fk_stop_trip_id_trip FOREIGN KEY(trip_id) REFERENCES trip (id), 
	CONSTRAINT uq_stop_order_id UNIQUE (order_id), 
	CONSTRAINT uq_stop_trip_id_position UNIQUE (trip_id, position), 
	CONSTRAINT ck_stop_stopstate CHECK (state IN ('planned', 'arrived', 'done'))
);
INSERT INTO "stop" VALUES(1,1,1,7,3,'done',1795248000000000,1795248300000000,1795228500000000);
INSERT INTO "stop" VALUES(2,1,2,6,1,'done',1795249074000000,1795249374000000,1795228620000000);
INSERT INTO "stop" VALUES(3,2,1,10,4,'done',1795248000000000,1795248300000000,1795230180000000);
INSERT INTO "stop" VALUES(4,2,2,9,3,'arrived',1795248353000000,1795248653000000,NULL);
INSERT INTO "stop" VALUES(5,2,3,8,1,'planned',1795249427000000,1795249727000000,NULL);
INSERT INTO "stop" VALUES(6,3,1,13,4,'planned',1795248000000000,1795248300000000,NULL);
INSERT INTO "stop" VALUES(7,3,2,15,3,'planned',1795248353000000,1795248653000000,NULL);
INSERT INTO "stop" VALUES(8,3,3,12,3,'planned',1795248653000000,1795248953000000,NULL);
INSERT INTO "stop" VALUES(9,3,4,14,2,'planned',1795249006000000,1795249306000000,NULL);
INSERT INTO "stop" VALUES(10,3,5,11,1,'planned',1795250026000000,1795250326000000,NULL);
INSERT INTO "stop" VALUES(11,5,1,20,2,'planned',1795252140000000,1795252440000000,NULL);
INSERT INTO "stop" VALUES(12,5,2,19,1,'planned',1795253160000000,1795253460000000,NULL);
CREATE TABLE supplier (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	village_zh VARCHAR(80) NOT NULL, 
	village_en VARCHAR(80) NOT NULL, 
	name_is_public BOOLEAN NOT NULL, 
	phone VARCHAR(24), 
	gln VARCHAR(13), 
	place_id INTEGER NOT NULL, 
	CONSTRAINT pk_supplier PRIMARY KEY (id), 
	CONSTRAINT fk_supplier_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT uq_supplier_code UNIQUE (code), 
	CONSTRAINT uq_supplier_gln UNIQUE (gln), 
	CONSTRAINT ck_supplier_supplierkind CHECK (kind IN ('farmer', 'base', 'supplier'))
);
INSERT INTO "supplier" VALUES(1,'S14','farmer','农户14','Farmer 14','果园村','Guoyuan',1,NULL,NULL,13);
INSERT INTO "supplier" VALUES(2,'S36','base','农户36','Farmer 36','果园村','Guoyuan',1,NULL,NULL,21);
INSERT INTO "supplier" VALUES(3,'S38','supplier','农户38','Farmer 38','果园村','Guoyuan',1,NULL,NULL,22);
CREATE TABLE trip (
	id INTEGER NOT NULL, 
	number VARCHAR(24) NOT NULL, 
	plan_id INTEGER NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	vehicle_id INTEGER NOT NULL, 
	driver_id INTEGER, 
	day DATE NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	departs_at BIGINT NOT NULL, 
	returns_at BIGINT NOT NULL, 
	departed_at BIGINT, 
	returned_at BIGINT, 
	distance_m INTEGER NOT NULL, 
	load_g INTEGER NOT NULL, 
	load_crates INTEGER NOT NULL, 
	CONSTRAINT pk_trip PRIMARY KEY (id), 
	CONSTRAINT fk_trip_driver_id_user_account FOREIGN KEY(driver_id) REFERENCES user_account (id), 
	CONSTRAINT fk_trip_plan_id_route_plan FOREIGN KEY(plan_id) REFERENCES route_plan (id), 
	CONSTRAINT fk_trip_vehicle_id_vehicle FOREIGN KEY(vehicle_id) REFERENCES vehicle (id), 
	CONSTRAINT fk_trip_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_trip_number UNIQUE (number), 
	CONSTRAINT ck_trip_tripstate CHECK (state IN ('planned', 'loading', 'departed', 'returned', 'cancelled'))
);
INSERT INTO "trip" VALUES(1,'TR-20261121-0001',1,1,1,3,'2026-11-21','returned',1795247172000000,1795249513000000,1795228440000000,1795228740000000,13055,55400,7);
INSERT INTO "trip" VALUES(2,'TR-20261121-0002',2,1,1,3,'2026-11-21','departed',1795247120000000,1795249866000000,1795230060000000,NULL,13850,30000,3);
INSERT INTO "trip" VALUES(3,'TR-20261121-0003',3,1,2,7,'2026-11-21','loading',1795247120000000,1795250465000000,NULL,NULL,13850,57200,9);
INSERT INTO "trip" VALUES(4,'TR-20261121-0004',4,1,2,7,'2026-11-21','cancelled',1795251365000000,1795253599000000,NULL,NULL,12260,20000,2);
INSERT INTO "trip" VALUES(5,'TR-20261121-0005',5,1,2,7,'2026-11-21','planned',1795251365000000,1795253599000000,NULL,NULL,12260,20000,2);
CREATE TABLE unserved_order (
	plan_id INTEGER NOT NULL, 
	order_id INTEGER NOT NULL, 
	reason VARCHAR(40) NOT NULL, 
	details JSON NOT NULL, 
	settled_at BIGINT, 
	CONSTRAINT pk_unserved_order PRIMARY KEY (plan_id, order_id), 
	CONSTRAINT fk_unserved_order_order_id_sales_order FOREIGN KEY(order_id) REFERENCES sales_order (id), 
	CONSTRAINT fk_unserved_order_plan_id_route_plan FOREIGN KEY(plan_id) REFERENCES route_plan (id)
);
INSERT INTO "unserved_order" VALUES(3,17,'capacity.crates','{"over_crates": 10, "vehicle_id": "2"}',NULL);
CREATE TABLE user_account (
	id INTEGER NOT NULL, 
	login VARCHAR(40) NOT NULL, 
	name VARCHAR(80) NOT NULL, 
	password_hash VARCHAR(200) NOT NULL, 
	role VARCHAR(24) NOT NULL, 
	language VARCHAR(2) NOT NULL, 
	warehouse_id INTEGER, 
	shop_id INTEGER, 
	is_active BOOLEAN NOT NULL, 
	created_at BIGINT NOT NULL, 
	CONSTRAINT pk_user_account PRIMARY KEY (id), 
	CONSTRAINT fk_user_account_shop_id_shop FOREIGN KEY(shop_id) REFERENCES shop (id), 
	CONSTRAINT fk_user_account_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_user_account_login UNIQUE (login), 
	CONSTRAINT ck_user_account_role CHECK (role IN ('staff', 'dispatcher', 'driver', 'shop', 'quality', 'admin', 'integrator', 'device'))
);
INSERT INTO "user_account" VALUES(1,'staff18','staff 18','$argon2id$v=19$m=19456,t=2,p=1$La6T5qxOih0Xvqo+9660aA$JtvcR/MwC/fcILtcB9g2YqL4DsfTL8sHNK7FAFVgrp4','staff','zh',1,NULL,1,1795237200000000);
INSERT INTO "user_account" VALUES(2,'dispatcher19','dispatcher 19','no password','dispatcher','zh',1,NULL,1,1795237200000000);
INSERT INTO "user_account" VALUES(3,'driver20','driver 20','no password','driver','zh',1,NULL,1,1795237200000000);
INSERT INTO "user_account" VALUES(4,'shop21','shop 21','no password','shop','zh',1,1,1,1795237200000000);
INSERT INTO "user_account" VALUES(5,'quality22','quality 22','no password','quality','zh',1,NULL,1,1795237200000000);
INSERT INTO "user_account" VALUES(6,'admin23','admin 23','no password','admin','zh',NULL,NULL,1,1795237200000000);
INSERT INTO "user_account" VALUES(7,'driver40','driver 40','no password','driver','zh',1,NULL,1,1795237200000000);
CREATE TABLE vehicle (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	plate VARCHAR(16) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	place_id INTEGER NOT NULL, 
	driver_id INTEGER, 
	capacity_g INTEGER NOT NULL, 
	capacity_crates INTEGER NOT NULL, 
	capacity_ml INTEGER NOT NULL, 
	temperature_classes VARCHAR(40) NOT NULL, 
	shift_start_minute INTEGER NOT NULL, 
	shift_end_minute INTEGER NOT NULL, 
	fixed_cost_cents INTEGER NOT NULL, 
	cost_per_km_cents INTEGER NOT NULL, 
	cost_per_hour_cents INTEGER NOT NULL, 
	is_active BOOLEAN NOT NULL, 
	CONSTRAINT pk_vehicle PRIMARY KEY (id), 
	CONSTRAINT fk_vehicle_driver_id_user_account FOREIGN KEY(driver_id) REFERENCES user_account (id), 
	CONSTRAINT fk_vehicle_place_id_place FOREIGN KEY(place_id) REFERENCES place (id), 
	CONSTRAINT fk_vehicle_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_vehicle_code UNIQUE (code), 
	CONSTRAINT uq_vehicle_place_id UNIQUE (place_id), 
	CONSTRAINT uq_vehicle_plate UNIQUE (plate)
);
INSERT INTO "vehicle" VALUES(1,'V24','湘A00024',1,15,3,1000000,60,6000000,'ambient,chilled',360,1200,5000,150,3000,0);
INSERT INTO "vehicle" VALUES(2,'V41','湘A00041',1,23,7,1000000,60,6000000,'ambient,chilled,frozen',360,1200,5000,150,3000,1);
CREATE TABLE warehouse (
	id INTEGER NOT NULL, 
	code VARCHAR(16) NOT NULL, 
	name_zh VARCHAR(80) NOT NULL, 
	name_en VARCHAR(80) NOT NULL, 
	kind VARCHAR(24) NOT NULL, 
	gln VARCHAR(13), 
	latitude DOUBLE NOT NULL, 
	longitude DOUBLE NOT NULL, 
	CONSTRAINT pk_warehouse PRIMARY KEY (id), 
	CONSTRAINT uq_warehouse_code UNIQUE (code), 
	CONSTRAINT uq_warehouse_gln UNIQUE (gln), 
	CONSTRAINT ck_warehouse_warehousekind CHECK (kind IN ('main', 'sub'))
);
INSERT INTO "warehouse" VALUES(1,'WH1','1号仓','Warehouse 1','main',NULL,28.2,113.0);
INSERT INTO "warehouse" VALUES(2,'WH35','35号仓','Warehouse 35','sub',NULL,28.2,113.0);
CREATE TABLE wave (
	id INTEGER NOT NULL, 
	number VARCHAR(24) NOT NULL, 
	warehouse_id INTEGER NOT NULL, 
	state VARCHAR(24) NOT NULL, 
	day DATE NOT NULL, 
	frozen_at BIGINT NOT NULL, 
	released_at BIGINT, 
	"by" INTEGER, 
	CONSTRAINT pk_wave PRIMARY KEY (id), 
	CONSTRAINT fk_wave_by_user_account FOREIGN KEY("by") REFERENCES user_account (id), 
	CONSTRAINT fk_wave_warehouse_id_warehouse FOREIGN KEY(warehouse_id) REFERENCES warehouse (id), 
	CONSTRAINT uq_wave_number UNIQUE (number), 
	CONSTRAINT ck_wave_wavestate CHECK (state IN ('frozen', 'released', 'done'))
);
INSERT INTO "wave" VALUES(1,'W-20261121-0001',1,'done','2026-11-21',1795227540000000,1795227600000000,2);
INSERT INTO "wave" VALUES(2,'W-20261121-0002',1,'done','2026-11-21',1795229160000000,1795229220000000,2);
INSERT INTO "wave" VALUES(3,'W-20261121-0003',1,'released','2026-11-21',1795233180000000,1795233240000000,2);
INSERT INTO "wave" VALUES(4,'W-20261121-0004',1,'released','2026-11-21',1795234560000000,1795234620000000,2);
INSERT INTO "wave" VALUES(5,'W-20261121-0005',1,'frozen','2026-11-21',1795235100000000,NULL,2);
CREATE INDEX ix_inbox_received_at ON inbox (received_at);
CREATE INDEX ix_login_attempt_address_at ON login_attempt (address, at);
CREATE INDEX ix_login_attempt_login_at ON login_attempt (login, at);
CREATE INDEX ix_place_room_id ON place (room_id);
CREATE INDEX ix_place_warehouse_id ON place (warehouse_id);
CREATE INDEX ix_device_warehouse_id ON device (warehouse_id);
CREATE INDEX ix_shop_warehouse_id ON shop (warehouse_id);
CREATE INDEX ix_field_record_supplier_id ON field_record (supplier_id);
CREATE INDEX ix_sensor_device_id ON sensor (device_id);
CREATE INDEX ix_sensor_place_id ON sensor (place_id);
CREATE INDEX ix_device_fault_device ON device_fault (device);
CREATE INDEX ix_device_fault_received_at ON device_fault (received_at);
CREATE INDEX ix_excursion_place_id_started_at ON excursion (place_id, started_at);
CREATE INDEX ix_excursion_state ON excursion (state);
CREATE INDEX ix_excursion_warehouse_id ON excursion (warehouse_id);
CREATE UNIQUE INDEX uq_excursion_start ON excursion (sensor_id, kind, started_at);
CREATE INDEX ix_fact_kind_at ON fact (kind, at);
CREATE INDEX ix_fact_subject ON fact (subject);
CREATE INDEX ix_field_application_field_record_id ON field_application (field_record_id);
CREATE INDEX ix_login_session_expires_at ON login_session (expires_at);
CREATE INDEX ix_login_session_user_id ON login_session (user_id);
CREATE INDEX ix_lot_item_id ON lot (item_id);
CREATE INDEX ix_lot_supplier_id ON lot (supplier_id);
CREATE INDEX ix_vehicle_warehouse_id ON vehicle (warehouse_id);
CREATE INDEX ix_wave_warehouse_id ON wave (warehouse_id);
CREATE INDEX ix_balance_fefo ON balance (warehouse_id, item_id, sell_until, received_at, lot_id);
CREATE INDEX ix_balance_lot_id ON balance (lot_id);
CREATE INDEX ix_document_unprinted ON document (warehouse_id) WHERE printed_at IS NULL;
CREATE INDEX ix_document_warehouse_id ON document (warehouse_id);
CREATE INDEX ix_document_wave_id ON document (wave_id);
CREATE INDEX ix_hold_excursion_id ON hold (excursion_id);
CREATE INDEX ix_hold_lot_id ON hold (lot_id);
CREATE UNIQUE INDEX uq_hold_open ON hold (lot_id, reason, cause) WHERE released_at IS NULL;
CREATE INDEX ix_lot_link_child_id ON lot_link (child_id);
CREATE INDEX ix_notice_role_at ON notice (role, at);
CREATE INDEX ix_outbox_due ON outbox (next_at, id) WHERE state IN ('ready', 'leased');
CREATE INDEX ix_residue_test_lot_id ON residue_test (lot_id);
CREATE INDEX ix_route_plan_wave_id ON route_plan (wave_id);
CREATE INDEX ix_sales_order_shop_id_placed_at ON sales_order (shop_id, placed_at);
CREATE INDEX ix_sales_order_warehouse_id_state ON sales_order (warehouse_id, state);
CREATE INDEX ix_sales_order_wave_id ON sales_order (wave_id);
CREATE INDEX ix_order_line_order_id ON order_line (order_id);
CREATE INDEX ix_parcel_order_id ON parcel (order_id);
CREATE INDEX ix_review_order_id ON review (order_id);
CREATE INDEX ix_trip_driver_id_day ON trip (driver_id, day);
CREATE INDEX ix_trip_plan_id ON trip (plan_id);
CREATE INDEX ix_trip_vehicle_id ON trip (vehicle_id);
CREATE INDEX ix_trip_warehouse_id_day ON trip (warehouse_id, day);
CREATE INDEX ix_unserved_order_order_id ON unserved_order (order_id);
CREATE INDEX ix_allocation_lot_id_place_id ON allocation (lot_id, place_id);
CREATE INDEX ix_allocation_order_line_id ON allocation (order_line_id);
CREATE INDEX ix_move_from_place_id_at ON move (from_place_id, at);
CREATE INDEX ix_move_lot_id_at ON move (lot_id, at);
CREATE INDEX ix_move_order_line_id ON move (order_line_id);
CREATE INDEX ix_move_to_place_id_at ON move (to_place_id, at);
CREATE INDEX ix_proof_order_id ON proof (order_id);
CREATE INDEX ix_proof_line_lot_id ON proof_line (lot_id);
CREATE TRIGGER move_refuses_update BEFORE UPDATE ON move BEGIN SELECT RAISE(ABORT, 'move is append-only'); END;
CREATE TRIGGER move_refuses_delete BEFORE DELETE ON move BEGIN SELECT RAISE(ABORT, 'move is append-only'); END;
CREATE TRIGGER fact_refuses_update BEFORE UPDATE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER fact_refuses_delete BEFORE DELETE ON fact BEGIN SELECT RAISE(ABORT, 'fact is append-only'); END;
CREATE TRIGGER audit_refuses_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
CREATE TRIGGER audit_refuses_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
COMMIT;
