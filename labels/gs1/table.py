"""The GS1 Application Identifiers as a table: format, companions, exclusions, Digital Link.

One line per identifier or range: format; then clauses; then the data title after `#`.

* format: components `N` digits, `X` character set 82, `Y` set 39, `Z` base64url; `6` exactly six,
  `..20` one to twenty; `[…]` optional; `*4` four times; after a comma the checks of `gs1_checks`.
* `needs A / B+C`: A, or B together with C, must be in the same message. `never A B`: must not.
  In both, `n` stands for any digit, and a name in capitals for one of `SETS`.
* `key A B / C`: a primary key of a Digital Link with the qualifiers allowed behind it, in order.
  `no-attribute`: not allowed in the query of a Digital Link.

`gs1_identifiers` reads it. The coupons 8110 and 8112 are known by character set and length only.
Source: GS1 General Specifications, section 3, as in the GS1 Barcode Syntax Dictionary of 2026-07.
"""

SETS = {
    "ITEM": "01 / 02 / 03 / 8006 / 8026",
    "MEASURED": "30 / 31nn / 32nn / 35nn / 36nn",
    "MEASURED+01": "01+30 / 01+31nn / 01+32nn / 01+35nn / 01+36nn",
    "SERIALISED": (
        "00 / 01+21 / 03+21 / 253 / 255 / 8003 / 8004 / 8006+21 / 8010+8011 / 8017 / 8018"
    ),
}

TABLE = """
00       N18,csum,gcppos2; key  # SSCC
01       N14,csum,gcppos2; never 255 37; key 22 10 21 / 235  # GTIN
02       N14,csum,gcppos2; needs 37; never 01 03  # CONTENT
03       N14,csum,gcppos2; never 01 02 37 235; no-attribute  # MTO GTIN
10       X..20; needs ITEM  # BATCH/LOT
11       N6,yymmd0; needs ITEM  # PROD DATE
12       N6,yymmd0; needs 8020  # DUE DATE
13       N6,yymmd0; needs ITEM  # PACK DATE
15       N6,yymmd0; needs ITEM  # BEST BEFORE or BEST BY
16       N6,yymmd0; needs ITEM  # SELL BY
17       N6,yymmd0; needs 01 / 02 / 03 / 255 / 8006 / 8026  # USE BY or EXPIRY
20       N2; needs ITEM  # VARIANT
21       X..20; needs 01 / 03 / 8006; never 235; no-attribute  # SERIAL
22       X..20; needs 01; no-attribute  # CPV
235      X..28; needs 01; no-attribute  # TPX
240      X..30; needs ITEM  # ADDITIONAL ID
241      X..30; needs ITEM  # CUST. PART No.
242      N..6; needs 01 / 02 / 8006 / 8026  # MTO VARIANT
243      X..20; needs 01 / 03  # PCN
250      X..30; needs 01+21 / 03+21 / 8006+21  # SECONDARY SERIAL
251      X..30; needs 01 / 03 / 8006  # REF. TO SOURCE
253      N13,csum,gcppos1 [X..17]; key  # GDTI
254      X..20; needs 414; no-attribute  # GLN EXTENSION COMPONENT
255      N13,csum,gcppos1 [N..12]; never 01 02 415 8006 8020 8026; key  # GCN
30       N..8; needs 01 / 02  # VAR. COUNT
310[0-5] N6; needs 01 / 02; never 310n  # NET WEIGHT (kg)
311[0-5] N6; needs 01 / 02; never 311n  # LENGTH (m)
312[0-5] N6; needs 01 / 02; never 312n  # WIDTH (m)
313[0-5] N6; needs 01 / 02; never 313n  # HEIGHT (m)
314[0-5] N6; needs 01 / 02; never 314n  # AREA (m²)
315[0-5] N6; needs 01 / 02; never 315n  # NET VOLUME (l)
316[0-5] N6; needs 01 / 02; never 316n  # NET VOLUME (m³)
320[0-5] N6; needs 01 / 02; never 320n  # NET WEIGHT (lb)
321[0-5] N6; needs 01 / 02; never 321n  # LENGTH (in)
322[0-5] N6; needs 01 / 02; never 322n  # LENGTH (ft)
323[0-5] N6; needs 01 / 02; never 323n  # LENGTH (yd)
324[0-5] N6; needs 01 / 02; never 324n  # WIDTH (in)
325[0-5] N6; needs 01 / 02; never 325n  # WIDTH (ft)
326[0-5] N6; needs 01 / 02; never 326n  # WIDTH (yd)
327[0-5] N6; needs 01 / 02; never 327n  # HEIGHT (in)
328[0-5] N6; needs 01 / 02; never 328n  # HEIGHT (ft)
329[0-5] N6; needs 01 / 02; never 329n  # HEIGHT (yd)
330[0-5] N6; needs 00 / 01; never 330n  # GROSS WEIGHT (kg)
331[0-5] N6; needs 00 / 01; never 331n  # LENGTH (m), log
332[0-5] N6; needs 00 / 01; never 332n  # WIDTH (m), log
333[0-5] N6; needs 00 / 01; never 333n  # HEIGHT (m), log
334[0-5] N6; needs 00 / 01; never 334n  # AREA (m²), log
335[0-5] N6; needs 00 / 01; never 335n  # VOLUME (l), log
336[0-5] N6; needs 00 / 01; never 336n  # VOLUME (m³), log
337[0-5] N6; needs 01; never 337n  # KG PER m²
340[0-5] N6; needs 00 / 01; never 340n  # GROSS WEIGHT (lb)
341[0-5] N6; needs 00 / 01; never 341n  # LENGTH (in), log
342[0-5] N6; needs 00 / 01; never 342n  # LENGTH (ft), log
343[0-5] N6; needs 00 / 01; never 343n  # LENGTH (yd), log
344[0-5] N6; needs 00 / 01; never 344n  # WIDTH (in), log
345[0-5] N6; needs 00 / 01; never 345n  # WIDTH (ft), log
346[0-5] N6; needs 00 / 01; never 346n  # WIDTH (yd), log
347[0-5] N6; needs 00 / 01; never 347n  # HEIGHT (in), log
348[0-5] N6; needs 00 / 01; never 348n  # HEIGHT (ft), log
349[0-5] N6; needs 00 / 01; never 349n  # HEIGHT (yd), log
350[0-5] N6; needs 01 / 02; never 350n  # AREA (in²)
351[0-5] N6; needs 01 / 02; never 351n  # AREA (ft²)
352[0-5] N6; needs 01 / 02; never 352n  # AREA (yd²)
353[0-5] N6; needs 00 / 01; never 353n  # AREA (in²), log
354[0-5] N6; needs 00 / 01; never 354n  # AREA (ft²), log
355[0-5] N6; needs 00 / 01; never 355n  # AREA (yd²), log
356[0-5] N6; needs 01 / 02; never 356n  # NET WEIGHT (tr oz)
357[0-5] N6; needs 01 / 02; never 357n  # NET VOLUME (oz)
360[0-5] N6; needs 01 / 02; never 360n  # NET VOLUME (qt (US))
361[0-5] N6; needs 01 / 02; never 361n  # NET VOLUME (gal.)
362[0-5] N6; needs 00 / 01; never 362n  # VOLUME (qt (US)), log
363[0-5] N6; needs 00 / 01; never 363n  # VOLUME (gal (US)), log
364[0-5] N6; needs 01 / 02; never 364n  # NET VOLUME (in³)
365[0-5] N6; needs 01 / 02; never 365n  # NET VOLUME (ft³)
366[0-5] N6; needs 01 / 02; never 366n  # NET VOLUME (yd³)
367[0-5] N6; needs 00 / 01; never 367n  # VOLUME (in³), log
368[0-5] N6; needs 00 / 01; never 368n  # VOLUME (ft³), log
369[0-5] N6; needs 00 / 01; never 369n  # VOLUME (yd³), log
37       N..8; needs 00+02 / 00+8026  # COUNT
390[0-9] N..15; needs 255 / 8020; never 390n 391n 394n 8111  # AMOUNT
391[0-9] N3,iso4217 N..15; needs 8020; never 391n  # AMOUNT
392[0-9] N..15; needs MEASURED+01; never 392n 393n  # PRICE
393[0-9] N3,iso4217 N..15; needs MEASURED; never 393n  # PRICE
394[0-3] N4; needs 255; never 394n 8111  # PRCNT OFF
395[0-5] N6; needs MEASURED; never 392n 393n 395n 8005  # PRICE/UoM
400      X..30  # ORDER NUMBER
401      X..30,gcppos1; key  # GINC
402      N17,csum,gcppos1; key  # GSIN
403      X..30; needs 00  # ROUTE
410      N13,csum,gcppos1  # SHIP TO LOC
411      N13,csum,gcppos1  # BILL TO
412      N13,csum,gcppos1  # PURCHASE FROM
413      N13,csum,gcppos1  # SHIP FOR LOC
414      N13,csum,gcppos1; key 254 / 7040  # LOC No.
415      N13,csum,gcppos1; needs 8020; key 8020  # PAY TO
416      N13,csum,gcppos1  # PROD/SERV LOC
417      N13,csum,gcppos1; key 7040  # PARTY
420      X..20; never 421  # SHIP TO POST
421      N3,iso3166 X..9; never 4307  # SHIP TO POST
422      N3,iso3166; needs ITEM; never 426  # ORIGIN
423      N3,iso3166 [N3,iso3166]*4; needs 01 / 02 / 03; never 426  # COUNTRY - INITIAL PROCESS
424      N3,iso3166; needs 01 / 02 / 03; never 426  # COUNTRY - PROCESS
425      N3,iso3166 [N3,iso3166]*4; needs 01 / 02 / 03; never 426  # COUNTRY - DISASSEMBLY
426      N3,iso3166; needs 01 / 02 / 03  # COUNTRY - FULL PROCESS
427      X..3; needs 01+422 / 02+422 / 03+422  # ORIGIN SUBDIVISION
4300     X..35,pcenc; needs 00  # SHIP TO COMP
4301     X..35,pcenc; needs 00  # SHIP TO NAME
4302     X..70,pcenc; needs 00  # SHIP TO ADD1
4303     X..70,pcenc; needs 4302  # SHIP TO ADD2
4304     X..70,pcenc; needs 00  # SHIP TO SUB
4305     X..70,pcenc; needs 00  # SHIP TO LOC
4306     X..70,pcenc; needs 00  # SHIP TO REG
4307     X2,iso3166alpha2; needs 00  # SHIP TO COUNTRY
4308     X..30; needs 00  # SHIP TO PHONE
4309     N10,latitude N10,longitude; needs 00  # SHIP TO GEO
4310     X..35,pcenc; needs 00  # RTN TO COMP
4311     X..35,pcenc; needs 00  # RTN TO NAME
4312     X..70,pcenc; needs 00  # RTN TO ADD1
4313     X..70,pcenc; needs 4312  # RTN TO ADD2
4314     X..70,pcenc; needs 00  # RTN TO SUB
4315     X..70,pcenc; needs 00  # RTN TO LOC
4316     X..70,pcenc; needs 00  # RTN TO REG
4317     X2,iso3166alpha2; needs 00  # RTN TO COUNTRY
4318     X..20; needs 00  # RTN TO POST
4319     X..30; needs 00  # RTN TO PHONE
4320     X..35,pcenc; needs 00  # SRV DESCRIPTION
4321     N1,yesno; needs 00  # DANGEROUS GOODS
4322     N1,yesno; needs 00  # AUTH TO LEAVE
4323     N1,yesno; needs 00  # SIG REQUIRED
4324     N6,yymmd0 N4,hhmi; needs 00  # NOT BEF DEL DT
4325     N6,yymmd0 N4,hhmi; needs 00  # NOT AFT DEL DT
4326     N6,yymmdd; needs 00  # REL DATE
4330     N6 [X1,hyphen]; needs 00; never 4331  # MAX TEMP F.
4331     N6 [X1,hyphen]; needs 00; never 4330  # MAX TEMP C.
4332     N6 [X1,hyphen]; needs 00; never 4333  # MIN TEMP F.
4333     N6 [X1,hyphen]; needs 00; never 4332  # MIN TEMP C.
7001     N13; needs 01 / 02 / 8006 / 8026  # NSN
7002     X..30; needs 01 / 02  # MEAT CUT
7003     N6,yymmdd N4,hhmi; needs 01 / 02 / 03  # EXPIRY TIME
7004     N..4; needs 01+10 / 03+10  # ACTIVE POTENCY
7005     X..12; needs 01 / 02  # CATCH AREA
7006     N6,yymmdd; needs 01 / 02  # FIRST FREEZE DATE
7007     N6,yymmdd [N6,yymmdd]; needs 01 / 02  # HARVEST DATE
7008     X..3; needs 01 / 02  # AQUATIC SPECIES
7009     X..10; needs 01 / 02  # FISHING GEAR TYPE
7010     X..2; needs 01 / 02 / 03  # PROD METHOD
7011     N6,yymmdd [N4,hhmi]; needs 01 / 02 / 03  # TEST BY DATE
7020     X..20; needs 01+416 / 03+416 / 8006+416  # REFURB LOT
7021     X..20; needs 01 / 03 / 8006  # FUNC STAT
7022     X..20; needs 01+7021 / 03+7021 / 8006+7021  # REV STAT
7023     X..30,gcppos1  # GIAI - ASSEMBLY
703[0-9] N3,iso3166999 X..27; needs 01 / 02  # PROCESSOR
7040     N1 X1 X1 X1,importeridx; no-attribute  # UIC+EXT
7041     X..4,packagetype; needs 00; no-attribute  # UFRGT UNIT TYPE
710      X..20; needs 01  # NHRN PZN
711      X..20; needs 01  # NHRN CIP
712      X..20; needs 01  # NHRN CN
713      X..20; needs 01  # NHRN DRN
714      X..20; needs 01  # NHRN AIM
715      X..20; needs 01  # NHRN NDC
716      X..20; needs 01  # NHRN AIC
717      X..20; needs 01  # NHRN SRN
723[0-9] X2 X..28; needs 01 / 8004  # CERT
7240     X..20; needs 01 / 8006; never 03  # PROTOCOL
7241     N2,mediatype; needs 8017 / 8018  # AIDC MEDIA TYPE
7242     X..25; needs 8017 / 8018  # VCN
7250     N8,yyyymmdd; needs 8018; never 7251  # DOB
7251     N8,yyyymmdd N4,hhmi; needs 8018; never 7250  # DOB TIME
7252     N1,iso5218; needs 8018  # BIO SEX
7253     X..40,pcenc; needs 8017 / 8018; never 7256 7259  # FAMILY NAME
7254     X..40,pcenc; needs 8017 / 8018; never 7256 7259  # GIVEN NAME
7255     X..10; needs 8017 / 8018; never 7256 7259  # SUFFIX
7256     X..90,pcenc; needs 8017 / 8018  # FULL NAME
7257     X..70,pcenc; needs 8018  # PERSON ADDR
7258     X3,posinseqslash; needs 8018+7259  # BIRTH SEQUENCE
7259     X..40,pcenc; needs 8018; never 7256  # BABY
8001     N4,nonzero N5,nonzero N3,nonzero N1,winding N1; needs 01  # DIMENSIONS
8002     X..20  # CMT No.
8003     N1,zero N13,csum,gcppos1 [X..16]; key  # GRAI
8004     X..30,gcppos1; key 7040  # GIAI
8005     N6; needs 01 / 02  # PRICE PER UNIT
8006     N14,csum,gcppos2 N4,pieceoftotal; never 01 03 37; key 22 10 21  # ITIP
8007     X..34,iban; needs 415  # IBAN
8008     N6,yymmdd N2,hh [N2,mi] [N2,ss]; needs 01 / 02 / 03  # PROD TIME
8009     X..50; needs 00 / 01 / 03  # OPTSEN
8010     Y..30,gcppos1; key 8011  # CPID
8011     N..12,nozeroprefix; needs 8010; no-attribute  # CPID SERIAL
8012     X..20; needs 01 / 03 / 8006  # VERSION
8013     X..25,csumalpha,gcppos1; key  # GMN
8014     X..25,csumalpha,gcppos1,hasnondigit; needs 01; no-attribute  # MUDI
8017     N18,csum,gcppos1; never 8018; key 8019  # GSRN - PROVIDER
8018     N18,csum,gcppos1; never 8017; key 8019  # GSRN - RECIPIENT
8019     N..10; needs 8017 / 8018; no-attribute  # SRIN
8020     X..25; needs 415; no-attribute  # REF No.
8026     N14,csum,gcppos2 N4,pieceoftotal; needs 37; never 02 03 8006  # ITIP CONTENT
8030     Z..90; needs SERIALISED  # DIGSIG
8040     N15; needs 01+21; no-attribute  # IMEI
8041     N15; needs 01+21+8040; no-attribute  # IMEI2
8042     N32; needs 01+21+8040; no-attribute  # ESIM
8043     N18 [N..2]; needs 01+21+8040; no-attribute  # PSIM
8110     X..70  # COUPON
8111     N4; needs 255  # POINTS
8112     X..70  # COUPON
8200     X..70; needs 01; no-attribute  # PRODUCT URL
90       X..30  # INTERNAL
91       X..90  # INTERNAL
92       X..90  # INTERNAL
93       X..90  # INTERNAL
94       X..90  # INTERNAL
95       X..90  # INTERNAL
96       X..90  # INTERNAL
97       X..90  # INTERNAL
98       X..90  # INTERNAL
99       X..90  # INTERNAL
"""
