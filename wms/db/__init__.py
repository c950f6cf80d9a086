"""The only way to the database: `Database.write(use_case)` and `Database.read(query)`.

Nothing else in the code base commits, rolls back or opens a connection.
"""

from wms.db.among import among, just
from wms.db.database import Database
from wms.db.prepared import Prepared
from wms.db.presence import Presence
from wms.db.tx import Tx, core, insert_new, insert_new_keys, per_dialect

__all__ = [
    "Database",
    "Prepared",
    "Presence",
    "Tx",
    "among",
    "core",
    "insert_new",
    "insert_new_keys",
    "just",
    "per_dialect",
]
