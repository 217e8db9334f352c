"""The vendor's SDK for Python against a portal: webhook, OAuth with renewal, lists, batches, REST 3.0."""

import os
import sys

from b24pysdk import BitrixApp, BitrixToken, BitrixWebhook, Client
from b24pysdk.api.requesters import BitrixOAuthRequester

host, code, access, refresh, client_id, secret = sys.argv[1:]
# The SDK knows only the server of the vendor.
BitrixOAuthRequester._OAUTH_TOKEN_URL = f"https://{host}/oauth/token/"


def exercise(token, version_3=True):
    client = Client(token)
    added = [client.crm.deal.add(fields={"TITLE": f"Deal {n}"}).result for n in range(60)]
    assert len(set(added)) == 60, added
    deal = client.crm.deal.get(bitrix_id=added[0]).result
    assert deal["TITLE"] == "Deal 0", deal
    assert client.crm.deal.update(bitrix_id=added[0], fields={"TITLE": "Roof"}).result is True
    assert client.crm.deal.get(bitrix_id=added[0]).result["TITLE"] == "Roof"
    condition = {"filter": {">=ID": added[0]}, "select": ["ID", "TITLE"]}
    page = client.crm.deal.list(**condition)
    assert len(page.result) == 50, len(page.result)
    listed = list(client.crm.deal.list(**condition).as_list().result)
    assert sorted(int(row["ID"]) for row in listed) == added, listed
    fast = list(client.crm.deal.list(**condition).as_list_fast().result)
    assert sorted(int(row["ID"]) for row in fast) == added, fast
    batch = client.call_batch({
        "first": client.crm.deal.get(bitrix_id=added[1]),
        "second": client.crm.deal.get(bitrix_id=added[2]),
    })
    titles = {name: row["TITLE"] for name, row in batch.result.result.items()}
    assert titles == {"first": "Deal 1", "second": "Deal 2"}, titles
    many = client.call_batches([client.crm.deal.delete(bitrix_id=deal) for deal in added])
    assert len(list(many.result.result)) == 60
    try:
        client.crm.deal.get(bitrix_id=added[0]).result
        raise AssertionError("the deal is gone")
    except Exception as error:
        assert not isinstance(error, AssertionError), error
    if version_3:
        newer = token.call_method("tasks.task.list", {
            "select": ["id", "title"], "pagination": {"page": 0, "limit": 2},
        }, prefer_version=3)
        assert len(newer["result"]["items"]) == 2, newer


exercise(BitrixWebhook(domain=host, webhook_token=f"1/{code}"))
print("webhook", flush=True)
app = BitrixApp(client_id=client_id, client_secret=secret)
# The first token has expired: the SDK has to renew it.
token = BitrixToken(domain=host, auth_token=access, refresh_token=refresh, bitrix_app=app)
exercise(token)
assert token.auth_token != access
print("application", flush=True)
