"""fast_bitrix24 against a portal: lists, batches, and a function that gives tokens."""

import asyncio
import sys

from fast_bitrix24 import Bitrix, BitrixAsync

webhook, endpoint, access = sys.argv[1:]

client = Bitrix(webhook, verbose=False, respect_velocity_policy=False)
added = client.call("crm.deal.add", [{"fields": {"TITLE": f"Deal {n}"}} for n in range(120)])
assert len(set(added)) == 120, added
rows = client.get_all("crm.deal.list", params={"filter": {">=ID": min(added)}, "select": ["ID", "TITLE"]})
assert sorted(int(row["ID"]) for row in rows) == sorted(added), len(rows)
# The library sends batches at the same time, so deals have no order.
title_of = {int(row["ID"]): row["TITLE"] for row in rows}
assert sorted(title_of.values()) == sorted(f"Deal {n}" for n in range(120)), title_of
found = client.get_by_ID("crm.deal.get", added[:3])
titles = sorted(row["TITLE"] for row in (found.values() if isinstance(found, dict) else found))
assert titles == sorted(title_of[deal] for deal in added[:3]), titles
batch = client.call_batch({"halt": 0, "cmd": {
    "a": f"crm.deal.get?id={added[0]}",
    "b": "crm.deal.get?id=$result[a][ID]",
}})
assert batch["b"]["TITLE"] == title_of[added[0]], batch
client.call("crm.deal.delete", [{"id": deal} for deal in added])
assert client.get_all("crm.deal.list", params={"filter": {">=ID": min(added)}}) == []
print("webhook", flush=True)


async def application():
    async def token():
        return access

    client = BitrixAsync(endpoint, token_func=token, verbose=False, respect_velocity_policy=False)
    rows = await client.get_all("crm.status.list")
    assert rows, "a portal has statuses"


asyncio.run(application())
print("application", flush=True)
