import { axeFindings } from './axe'
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

  await test.step('once a few reports have come, it is judged with figures, and the open page follows', async () => {
    // Its next look would be two minutes after the end.
    await expect(async () => {
      await query(shared().env, `UPDATE job_verdicts SET look_at = now() WHERE job_id = $1`, [jobId])
      const figures = operator.getByRole('region', { name: 'Figures before and after the run' })
      await expect(figures).toContainText('CPU', { timeout: 8_000 })
    }).toPass({ timeout: 150_000 })
    // The machine may be as well or ill as before, or have become so: that is not in the hands of this test.
    await expect(card).toContainText(/(No change|Was well before|Fixed|Worse): /)
    await expect(operator.locator('body[data-same-page=yes]')).toBeVisible()
  })

  await test.step('with its charts before, during and after, and how it is judged', async () => {
    await expect(card.getByRole('figure', { name: /CPU before, during and after the run/ })).toBeVisible()
    await card.getByText('How this is judged').click()
    await expect(card).toContainText('never that the run caused it')
    expect(await axeFindings(operator)).toEqual([])
  })
})
