import { query } from './database'
import { expect, request, shared, test } from './fixtures'

test('after a real run, its page says whether it helped, without being opened or read again', async ({
  operator,
  approver,
}) => {
  const path = await request(operator, 'collect_diagnostics', 'To see whether it helps.')
  const jobId = path.replace('/jobs/', '')
  await approver.goto(path)
  await approver.getByRole('button', { name: 'Approve' }).click()
  await expect(approver.getByText('Completed', { exact: true }).first()).toBeVisible({ timeout: 45_000 })
  await approver.goto('/jobs')
  await operator.goto('/jobs')

  await test.step('the clock has looked while no page of the job was open', async () => {
    await expect
      .poll(() => query(shared().env, `SELECT verdict FROM job_verdicts WHERE job_id = $1`, [jobId]), {
        timeout: 30_000,
      })
      .not.toEqual([{ verdict: null }])
  })

  await operator.goto(path)
  const card = operator.getByRole('region', { name: 'Did it help' })
  await expect(card).toContainText('Preliminary')
  await operator.evaluate(() => document.body.setAttribute('data-same-page', 'yes'))

  await test.step('with three reports after the run, it is judged, and the open page follows', async () => {
    // This machine is as well or ill as it was: collecting diagnostics changes nothing.
    await expect(async () => {
      await query(shared().env, `UPDATE job_verdicts SET look_at = now() WHERE job_id = $1`, [jobId])
      await expect(card).not.toContainText('Not enough data', { timeout: 5_000 })
    }).toPass({ timeout: 150_000 })
    await expect(card).toContainText(/(No change|Fixed|Worse):/)
    await expect(operator.locator('body[data-same-page=yes]')).toBeVisible()
  })

  await test.step('with its figures, and its charts before, during and after', async () => {
    await expect(operator.getByRole('region', { name: 'Figures before and after the run' })).toContainText(
      'CPU',
    )
    await expect(card.getByRole('figure', { name: /CPU before, during and after the run/ })).toBeVisible()
    await card.getByText('How this is judged').click()
    await expect(card).toContainText('never that the run caused it')
  })
})
