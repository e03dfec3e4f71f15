"""The tables of the inventory: both say from which version on, and until which, a row is in force."""

from intera.store.tables.inventory import INVENTORY_ACCOUNT, INVENTORY_INSTANCE


def test_both_tables_are_internal_and_start_with_the_same_columns() -> None:
    for table in (INVENTORY_ACCOUNT, INVENTORY_INSTANCE):
        assert table.schema == "internal"
        assert [column.name for column in table.columns][:4] == ["row_id", "from_version", "until_version", "digest"]
        assert [column.name for column in table.primary_key.columns] == ["row_id"]
        assert table.columns["until_version"].nullable
