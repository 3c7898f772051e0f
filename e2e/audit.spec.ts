import { z } from 'zod'
import { askedBefore } from '@/test/owner-changes'
import { axeFindings, checkViews } from './axe'
import { query } from './database'
import { expect, request, shared, signedIn, test } from './fixtures'
import { hakim, token } from './hakim'

test('an administrator reads the log, proves an entry and verifies all of it; others read what concerns them', async ({
  admin,
  operator,
}) => {
  const job = await request(operator, 'clear_cache', 'To be found in the log.')
  await admin.goto('/settings/audit')
  const list = admin.getByRole('list', { name: 'Entries, newest first' })
  const asked = list.getByRole('listitem').filter({ has: admin.locator(`a[href="${job}"]`) })
  await expect(asked.last()).toContainText('requested clear_cache')
  const opener = asked.last().getByRole('button', { name: /^Entry [\d,]+: show its hashes$/ })
  await opener.focus()
  await admin.keyboard.press('Enter')
  await expect(asked.last()).toContainText('follows from its text')
  await expect(asked.last()).toContainText('the first of its chain')

  await admin.getByRole('button', { name: 'Verify now' }).click()
  await expect(admin.getByText('Nothing was found')).toBeVisible({ timeout: 60_000 })
  await expect(admin.getByRole('row', { name: /Jobs against their events/ })).toBeVisible()
  await checkViews(admin, 'the audit page')
  await admin.setViewportSize({ width: 1440, height: 900 })

  // A night that found something.
  const { env } = shared()
  const found = {
    check: 'entries',
    kind: 'changed',
    event_id: 1,
    stream: 'rights',
    seq: 1,
    checkpoint_no: null,
  }
  const detail = 'its hash does not match its content'
  const report = { checks: [], found: 1, findings: [{ ...found, detail }], last_event_id: 1, uncovered: 0 }
  await query(
    env,
    `INSERT INTO audit_verifications (nightly, started_at, ended_at, outcome, report)
     VALUES (true, now(), now(), 'done', $1)`,
    [JSON.stringify({ ...report, jobs_before_log: 0 })],
  )
  await admin.reload()
  const finding = admin.getByRole('listitem').filter({ hasText: `Entry 1 (rights, number 1) ${detail}` })
  await finding.getByRole('button', { name: /^Write down what you did: Entry 1/ }).click()
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog.getByText('The note must say what you did.')).toBeVisible()
  expect(await axeFindings(admin)).toEqual([])
  await dialog.getByLabel('What you did').fill('Restored the row from last night’s export.')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const note = finding.getByRole('list', { name: 'What was done' })
  await expect(note).toContainText('Restored the row from last night’s export.')
  await expect(note).toContainText('you, ')
  await expect(list).toContainText(`Local admin wrote down what was done about the finding “${detail}”`)
  await checkViews(admin, 'a finding with a note')
  await admin.setViewportSize({ width: 1440, height: 900 })
  await query(env, `DELETE FROM audit_verifications WHERE (report ->> 'found')::int > 0`)

  await admin.getByLabel('Kind').selectOption({ label: 'Owner added' })
  await expect(admin).toHaveURL(/kind=node_owners/)
  await expect(list).toContainText('an owner of')
  await expect(list).not.toContainText('requested clear_cache')
  await admin.goto('/settings/audit?kind=Nonsense')
  await expect(admin.getByText('there is no kind of entry “Nonsense”')).toBeVisible()
  await expect(list).toHaveCount(0)

  await operator.goto('/settings/audit')
  const own = operator.getByRole('list', { name: 'Entries, newest first' })
  await expect(own.locator(`a[href="${job}"]`).first()).toBeVisible()
  await expect(own).not.toContainText('an owner of')
  await expect(operator.getByRole('button', { name: 'Verify now' })).toHaveCount(0)
})

test('open pages of a node that is restricted close at once and say why; the requester keeps number and status', async ({
  browser,
}) => {
  const { env, url } = shared()
  const did = 'did:closing:1'
  await hakim(env, ['node', 'add', '--did', did, '--name', 'closing'])
  const authorization = `Bearer ${await token(env, '--user', 'operator@local.invalid')}`
  const asked = await fetch(`${url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ target_node_did: did, task_name: 'look', reason: 'To see it close' }),
  })
  const { job_id } = z.object({ job_id: z.string() }).parse(await asked.json())
  // Errors are not watched here: the browser reports a page that is not found any more as one.
  const [node, job, foreign] = await Promise.all([
    signedIn(browser, 'operator'),
    signedIn(browser, 'operator'),
    signedIn(browser, 'approver'),
  ])
  await node.goto(`/nodes/${encodeURIComponent(did)}`)
  await job.goto(`/jobs/${job_id}`)
  await foreign.goto(`/jobs/${job_id}`)
  for (const page of [node, job, foreign]) await expect(page.locator('[data-live]')).toHaveCount(1)
  await query(
    env,
    `BEGIN; ${askedBefore({ kind: 'restrict', node: did }, { restricted: true })}
     UPDATE nodes SET restricted = true WHERE node_did = '${did}'; COMMIT`,
  )
  await expect(node.getByText('You can no longer see this node: it was restricted')).toBeVisible()
  await expect(foreign.getByText('You can no longer see this job: its node was restricted')).toBeVisible()
  await expect(job.getByText('was restricted after you requested it')).toBeVisible()
  // Next's live region keeps the title that it announced last, since that was before the node was restricted.
  const shown = 'body > :not(next-route-announcer)'
  for (const page of [node, job, foreign]) {
    await expect(page.locator(shown).getByText('closing')).toHaveCount(0)
    await expect(page).not.toHaveTitle(/closing/)
  }
  await job.goto('/jobs')
  await expect(job.getByRole('link', { name: job_id.slice(0, 8) })).toBeVisible()
  await expect(job.getByText('closing')).toHaveCount(0)
  await hakim(env, ['node', 'unrestrict', '--did', did])
  for (const page of [node, job, foreign]) await page.context().close()
})
