"""How sets of temperature classes become the one class of a stop."""

from wms.dispatch.question import class_of, classes_offered


def test_a_vehicle_offers_every_set_of_what_it_carries() -> None:
    assert classes_offered(["chilled", " ambient"]) == {"ambient", "chilled", "ambient+chilled"}
    assert len(classes_offered(["ambient", "chilled", "frozen"])) == 7


def test_a_stop_needs_all_its_classes_at_once() -> None:
    assert class_of(["frozen", "ambient"]) == "ambient+frozen"
    assert class_of(["frozen", "ambient"]) in classes_offered(["ambient", "chilled", "frozen"])
    assert class_of(["frozen", "ambient"]) not in classes_offered(["chilled", "frozen"])
