"""Who may do what, and what a page shows."""

from tests.mutants.mutant import Mutant

ACCESS = "tests/integration/api/test_access.py"
GUARDS = "tests/integration/api/test_guards.py"
SESSIONS = "tests/integration/api/test_sessions.py"
SINKS = "tests/integration/api/test_sinks.py"
PEOPLE = "tests/integration/wms/test_people.py"

MUTANTS = (
    Mutant(
        "warehouse staff approve orders",
        "api/pages/office/orders/routes.py",
        "from api.pages.office import MAY",
        "from api.pages.floor import MAY",
        "Whoever works in the warehouse approves orders and releases credit.",
        (f"{ACCESS}::test_what_decides_over_money_people_and_rules_is_open_to_few",),
    ),
    Mutant(
        "everybody makes keys",
        "api/pages/admin/keys/routes.py",
        "from api.pages.admin import MAY",
        "from api.web.security import signed_in; MAY = signed_in()",
        "Every person lets machines in.",
        (f"{ACCESS}::test_what_decides_over_money_people_and_rules_is_open_to_few",),
    ),
    Mutant(
        "everybody changes policies",
        "api/pages/admin/policies/routes.py",
        "from api.pages.admin import MAY",
        "from api.web.security import signed_in; MAY = signed_in()",
        "Every person changes the rules of the business.",
        (f"{ACCESS}::test_what_decides_over_money_people_and_rules_is_open_to_few",),
    ),
    Mutant(
        "every warehouse is everybody's",
        "api/web/security.py",
        "return self.warehouse_id is None or self.warehouse_id == warehouse_id",
        "return True",
        "Staff of one warehouse see and change what is another's.",
        (f"{ACCESS}::test_staff_of_one_warehouse_see_only_what_is_theirs",),
    ),
    Mutant(
        "a device's key without a warehouse sees all",
        "api/web/security.py",
        "if self.role is Role.DEVICE and self.warehouse_id is None:",
        "if self.role is Role.DEVICE and self.warehouse_id == 0:",
        "A gateway that belongs nowhere reads the papers of every warehouse.",
        (f"{ACCESS}::test_a_device_that_belongs_nowhere_sees_nothing",),
    ),
    Mutant(
        "a key speaks for devices that contain its prefix",
        "api/work/gateway.py",
        "event.device.startswith(prefix)",
        "prefix in event.device",
        "A gateway sends events in the name of another gateway's devices.",
        (f"{ACCESS}::test_a_key_speaks_only_for_devices_with_its_prefix",),
    ),
    Mutant(
        "any form is ours",
        "api/web/security.py",
        "    if not hmac.compare_digest(sent.encode(), caller.csrf.encode()):\n",
        "    if not sent:\n",
        "A form with a guessed token changes something.",
        (
            f"{GUARDS}::test_a_token_is_good_for_its_own_session_only",
            f"{GUARDS}::test_every_route_that_changes_something_wants_our_token",
        ),
    ),
    Mutant(
        "another site's form is ours",
        "api/web/security.py",
        "if origin and _site(origin) not in ours:",
        "if origin and not _site(origin):",
        "A page of another site sends forms in a person's name.",
        (f"{SESSIONS}::test_a_form_from_another_site_is_refused_even_at_the_login",),
    ),
    Mutant(
        "a login leads to another site",
        "api/pages/everyone/session/routes.py",
        'not address.startswith(("//", "/\\\\"))',
        'not address.startswith("/\\\\")',
        "A link sends whoever has just logged in to a page that looks like ours.",
        (f"{SESSIONS}::test_a_login_never_leads_to_another_site",),
    ),
    Mutant(
        "what people typed becomes markup",
        "api/web/pages.py",
        "autoescape=True",
        "autoescape=False",
        "A name with a script in it runs in everybody's browser.",
        (
            f"{SINKS}::test_an_error_page_shows_the_address_as_text",
            f"{SINKS}::test_no_page_takes_what_it_shows_for_something_else",
        ),
    ),
    Mutant(
        "one name becomes markup",
        "api/templates/ui.html",
        "{{ name(row, what) }}",
        "{{ name(row, what)|safe }}",
        "A shop's name with a script in it runs in the approver's browser.",
        (f"{SINKS}::test_no_page_takes_what_it_shows_for_something_else",),
    ),
    Mutant(
        "a body without a length is read to its end",
        "api/web/limits.py",
        "            if taken > most:\n",
        "            if taken < 0:\n",
        "One request fills the memory.",
        ("tests/integration/api/test_bounds.py::test_a_body_that_announces_no_length_is_counted",),
    ),
    Mutant(
        "a session never ends",
        "wms/access/people.py",
        "digest(token), LoginSession.expires_at > now)",
        "digest(token))",
        "A cookie opens the product for ever.",
        (f"{PEOPLE}::test_a_session_ends_after_twelve_hours_unless_it_is_used",),
    ),
    Mutant(
        "one guess more",
        "wms/access/logins.py",
        ">= most:",
        "> most:",
        "The eleventh password is tried.",
        (f"{PEOPLE}::test_the_eleventh_try_from_one_place_is_refused_even_if_right",),
    ),
    Mutant(
        "another password leaves the thief inside",
        "wms/access/people.py",
        "    user.password_hash = password_hash\n    end_sessions(tx, user_id)\n",
        "    user.password_hash = password_hash\n",
        "Sessions that were open go on when a person gets another password.",
        (f"{PEOPLE}::test_another_password_ends_all_sessions",),
    ),
    Mutant(
        "a disabled key opens",
        "wms/access/keys.py",
        "ApiKey.secret_digest == digest(secret), ApiKey.is_active)",
        "ApiKey.secret_digest == digest(secret))",
        "A machine that was shut out comes in.",
        (f"{PEOPLE}::test_a_disabled_key_opens_nothing",),
    ),
    Mutant(
        "a farmer who has not agreed is named",
        "wms/trace/public.py",
        "is_named = supplier.name_is_public",
        "is_named = bool(supplier.name_zh)",
        "Consumers read the name of a supplier who did not want that.",
        ("tests/integration/wms/test_trace.py::test_a_supplier_who_has_not_agreed_is_not_named",),
    ),
)
