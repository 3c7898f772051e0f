import { randomUUID } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { webhookReceiver } from '@/test/webhook-receiver'
import { checkViews } from './axe'
import { addNode, query, tokenFor } from './database'
import { expect, nextMail, shared, test, tokenOf } from './fixtures'

const node = `did:kos:alerts:${randomUUID().slice(0, 8)}`
const name = 'alert-node'
const cpu = 'CPU over 90%'

const report = (token: string, ago: number, value: number) => ({
  method: 'POST',
  headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  body: JSON.stringify({
    ...{ report_id: randomUUID(), target_node_did: node, status: 'Healthy' },
    timestamp: new Date(Date.now() - ago * 60_000).toISOString(),
    metrics: { cpu_usage_percent: value },
  }),
})

/** Somebody with an address, and a channel there for this node alone. */
async function personWithMail(): Promise<void> {
  await query(
    shared().env,
    `WITH p AS (INSERT INTO people (id, name, email, email_verified, did, role)
                VALUES ('amina', 'Amina', 'amina@example.org', true, 'did:test:amina', 'operator') RETURNING id)
     INSERT INTO notice_channels (channel_id, kind, person_id, name, least_severity, nodes)
     SELECT gen_random_uuid(), 'mail', id, 'Mail', 'info', 'all' FROM p`,
  )
}

test('a rule is tried, saved and breached; people are told, one takes it, it is silenced, and the chart shows it', async ({
  admin: page,
}) => {
  test.setTimeout(240_000)
  const { url, env } = shared()
  const receiver = await webhookReceiver()
  const made = await fetch(`${url}/api/v1/channels`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('admin')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ kind: 'webhook', name: 'Pager', url: receiver.url }),
  })
  const { secret } = await made.json()
  await personWithMail()
  await addNode(env, node, { name })
  const token = await tokenFor(env, { node })
  const send = async (ago: number, value: number): Promise<void> => {
    const answer = await fetch(`${url}/api/v1/reports`, report(token, ago, value))
    expect(answer.status).toBe(200)
  }
  // Two days ago it was high for twenty minutes.
  for (const [ago, value] of [
    [20, 10],
    [15, 95],
    [10, 96],
    [5, 97],
    [0, 10],
    [-5, 10],
  ] as const)
    await send(2 * 1_440 + ago, value)

  await page.goto('/alerts/rules/new')
  await page.getByLabel('Nodes', { exact: true }).selectOption('node')
  await page.getByLabel('Node DID').fill(node)
  await page.getByLabel('For at least (min)', { exact: true }).fill('1')
  await page.getByLabel('Within the last (min)', { exact: true }).fill('1')
  await page.getByLabel('Keep firing for (min)').fill('0')
  await page.getByLabel('Notify', { exact: true }).focus()
  // What was typed is in the URL before it is loaded again.
  await expect(page).toHaveURL(/minutes=1&of=1.*keep_minutes=0/)
  await expect(async () => {
    await page.reload()
    const would = page.getByText('this rule would have notified you once, on 1 of 1 node.')
    await expect(would).toBeVisible({ timeout: 3_000 })
  }).toPass({ timeout: 60_000 })
  await expect(page.getByLabel('Notifications by limit')).toContainText('over 95%')
  const quiet = page.getByLabel('Quiet in maintenance windows')
  await quiet.uncheck()
  await expect(page).toHaveURL(/quiet_jobs=yes&quiet_windows=no/)
  await quiet.check()
  await expect(page).toHaveURL(/quiet_windows=yes/)
  await checkViews(page, 'a new rule')
  await page.getByRole('button', { name: 'Save rule' }).click()
  await expect(page).toHaveURL(/\/alerts\/rules$/)
  await expect(page.getByRole('table', { name: 'Alert rules' })).toContainText(`${cpu} on ${name}`)

  await page.goto('/alerts')
  await send(0, 97)
  const row = page.getByRole('table', { name: 'Alerts' }).getByRole('row').filter({ hasText: name })
  await expect(row).toContainText(cpu, { timeout: 30_000 })
  await expect.poll(() => receiver.got.length, { timeout: 90_000 }).toBe(1)
  const [told] = receiver.got
  const headers = Object.fromEntries(
    Object.entries(told?.headers ?? {}).map(([key, value]) => [key, String(value)]),
  )
  new Webhook(secret).verify(told?.body ?? '', headers)
  const { data } = JSON.parse(told?.body ?? '')
  expect(data).toMatchObject({ title: `${name}: ${cpu}`, severity: 'warning', count: 1 })
  const mail = await nextMail()
  expect(mail.to).toEqual(['amina@example.org'])
  expect(mail.text).toContain(cpu)
  await expect(row).toContainText('Amina by e-mail', { timeout: 30_000 })

  await row.getByRole('button', { name: /^Acknowledge: / }).click()
  await row.getByRole('textbox').fill('the carrier swaps the disk')
  await row.getByRole('button', { name: 'Acknowledge', exact: true }).click()
  await expect(row).toContainText('“the carrier swaps the disk”')
  await expect(row).toContainText('✓ Acknowledged')
  await checkViews(page, 'what fires')

  await row.getByRole('button', { name: /^Silence: / }).click()
  await row.getByRole('radio', { name: '1 h' }).check()
  await row.getByRole('textbox', { name: 'Reason' }).fill('fibre works')
  await row.getByRole('button', { name: 'Silence', exact: true }).click()
  await expect(row).toHaveCount(0)
  await page.getByRole('link', { name: 'Silenced' }).click()
  await expect(row).toContainText(cpu)
  await expect(page.getByText('“fibre works”')).toBeVisible()
  await query(
    env,
    `INSERT INTO node_windows (node_did, name, weekdays, start_minute, duration_minutes, time_zone)
     SELECT '${node}', 'nightly', '{1,2,3,4,5,6,7}', extract(hour FROM now() AT TIME ZONE 'UTC') * 60, 1440, 'UTC'`,
  )
  await page.reload()
  await expect(row).toContainText('held back by the maintenance window until ')
  await checkViews(page, 'what is silenced')

  await page.goto(`/nodes/${encodeURIComponent(node)}`)
  await expect(page.getByRole('list', { name: 'Alerts' })).toContainText(`${cpu}`)
  const bar = page.locator('[data-metric=cpu_usage_percent] [data-alert=warning]')
  await expect(bar).toBeVisible()
  await bar.click()
  await expect(page).toHaveURL(/\/alerts\/[0-9a-f-]{36}$/)
  await expect(page.getByRole('heading', { name: cpu, level: 1 })).toBeVisible()
  await checkViews(page, 'an alert')
  await receiver.close()
  await query(
    env,
    `DELETE FROM alert_rules; DELETE FROM notice_channels; DELETE FROM people WHERE id = 'amina'`,
  )
})
