import { expect, fillIn, pathOfJob, request, test, thisMachine } from './fixtures'

test('an operator requests a job, the owner approves it, the node recovers, and everybody watches', async ({
  operator,
  approver,
}) => {
  await operator.goto('/')
  await operator.getByRole('link', { name: thisMachine, exact: true }).click()
  await expect(operator.getByRole('heading', { level: 1 })).toContainText(thisMachine)
  await operator.goto(`${new URL(operator.url()).pathname}?range=15m`)
  const cpu = operator.locator('[data-metric=cpu_usage_percent]')
  await expect(cpu).toBeVisible()

  await test.step('the page follows new reports without a reload', async () => {
    await operator.evaluate(() => document.body.setAttribute('data-same-page', 'yes'))
    const before = await cpu.textContent()
    await expect.poll(() => cpu.textContent(), { timeout: 30_000 }).not.toBe(before)
    await expect(operator.locator('body[data-same-page=yes]')).toBeVisible()
  })

  await operator.getByRole('link', { name: 'Request maintenance' }).first().click()
  await fillIn(operator, 'collect_diagnostics', 'The fans are loud since this morning.')
  const job = await pathOfJob(operator)
  await expect(operator.getByText('Pending approval').first()).toBeVisible()

  await approver.goto('/jobs?status=waiting')
  await approver.locator(`a[href="${job}"]`).first().press('Enter')
  await approver.waitForURL(job)
  await expect(approver.getByRole('blockquote')).toHaveText(/The fans are loud/)
  await approver.getByRole('button', { name: 'Approve' }).click()

  for (const page of [operator, approver])
    await expect(page.getByText('Completed', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
  const log = operator.getByRole('region', { name: 'Log lines' })
  await expect(log).toContainText(/cpu/i)
  await expect(
    operator.locator('section', { has: operator.getByRole('heading', { name: 'Timeline' }) }),
  ).toContainText('Local approver')
})

test('a rejection needs a reason, and the requester reads it', async ({ operator, approver }) => {
  const job = await request(operator, 'clear_cache', 'To see it refused.')
  await approver.goto(job)
  await approver.getByRole('button', { name: 'Reject' }).click()
  await expect(approver.getByText(/Say why/)).toBeVisible()
  await expect(operator.getByText('Pending approval').first()).toBeVisible()
  await approver.getByLabel('Reason').fill('Not during the backup.')
  await approver.getByRole('button', { name: 'Reject' }).click()
  for (const page of [operator, approver]) {
    await expect(page.getByText('Rejected', { exact: true }).first()).toBeVisible()
    await expect(page.getByText('Not during the backup.').first()).toBeVisible()
  }
  await approver.goto('/jobs?status=waiting')
  await expect(approver.locator(`a[href="${job}"]`)).toHaveCount(0)
})
