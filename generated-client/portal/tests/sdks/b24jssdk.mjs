// The vendor's SDK for JavaScript against a portal: webhook, OAuth with renewal, lists, batches, REST 3.0.

import assert from 'node:assert/strict'
import { B24Hook, B24OAuth, BatchRefV3 } from '@bitrix24/b24jssdk'

const [webhook, settings] = process.argv.slice(2)

async function exercise(b24) {
  const { call, batch, batchByChunk, callList, fetchList } = b24.actions.v2
  const result = async (action) => {
    const answer = await action
    assert.ok(answer.isSuccess, answer.getErrorMessages().join('; '))
    const data = answer.getData()
    return data?.result ?? data
  }
  const calls = []
  for (let number = 0; number < 60; number++) {
    calls.push(['crm.deal.add', { fields: { TITLE: `Deal ${number}` } }])
  }
  const added = await result(batchByChunk.make({ calls, options: { isHaltOnError: true } }))
  assert.equal(new Set(added).size, 60)
  const deal = await result(call.make({ method: 'crm.deal.get', params: { id: added[0] } }))
  assert.equal(deal.TITLE, 'Deal 0')
  const params = { filter: { '>=ID': added[0] }, select: ['ID', 'TITLE'] }
  const listed = await result(callList.make({ method: 'crm.deal.list', params, idKey: 'ID' }))
  assert.equal(listed.length, 60)
  let fetched = 0
  for await (const chunk of fetchList.make({ method: 'crm.deal.list', params, idKey: 'ID' })) {
    fetched += chunk.length
  }
  assert.equal(fetched, 60)
  const both = await result(batch.make({
    calls: {
      first: { method: 'crm.deal.get', params: { id: added[1] } },
      second: { method: 'crm.deal.get', params: { id: '$result[first][ID]' } }
    },
    options: { isHaltOnError: true }
  }))
  assert.equal((both.second.getData?.().result ?? both.second).TITLE, 'Deal 1')
  const missing = await call.make({ method: 'crm.deal.get', params: { id: 0 } }).catch((error) => error)
  assert.ok(missing instanceof Error || !missing.isSuccess)
  const tasks = await result(b24.actions.v3.call.make({
    method: 'tasks.task.list',
    params: { select: ['id', 'title'], pagination: { page: 0, limit: 2 } }
  }))
  assert.equal(tasks.items.length, 2)
  const newer = await result(b24.actions.v3.batch.make({
    calls: [['tasks.task.get', { id: tasks.items[0].id, select: ['id', 'title'] }]]
  }))
  assert.ok(newer)
  const linked = await result(b24.actions.v3.batch.make({
    calls: [
      { method: 'tasks.task.list', as: 'tasks', params: { select: ['id'], pagination: { page: 0, limit: 1 } } },
      { method: 'tasks.task.get', params: { id: BatchRefV3.ref('tasks.items.0.id'), select: ['id'] } },
      { method: 'tasks.task.list', params: { filter: [['id', 'in', BatchRefV3.refArray('tasks.id')]], select: ['id'] } }
    ]
  }))
  const answers = linked instanceof Map ? [...linked.values()] : Object.values(linked)
  const [first, one, all] = answers.map((answer) => answer.getData?.().result ?? answer)
  assert.equal(one.item.id, first.items[0].id)
  assert.deepEqual(all.items, first.items)
}

await exercise(B24Hook.fromWebhookUrl(webhook))
console.log('webhook')
const { oauth, secret } = JSON.parse(settings)
const before = oauth.accessToken
const application = new B24OAuth(oauth, secret)
await exercise(application)
assert.notEqual(application.auth.getAuthData().access_token, before)
console.log('application')
process.exit(0)
