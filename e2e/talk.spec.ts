import { checkViews } from './axe'
import { query } from './database'
import { expect, shared, test, tokenOf } from './fixtures'

/** A request of the operator for a node of the approver; its id. */
async function requested(reason: string): Promise<string> {
  const [node] = await query<{ node_did: string }>(
    shared().env,
    `SELECT n.node_did FROM nodes n JOIN node_owners o USING (node_did) JOIN people p ON p.id = o.person_id
     WHERE p.email = 'approver@local.invalid' AND n.is_sample ORDER BY n.node_did LIMIT 1`,
  )
  const answer = await fetch(`${shared().url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ target_node_did: node?.node_did, task_name: 'collect_diagnostics', params: {}, reason },
    }),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()).job_id
}

test('an approver asks, the requester answers, and the request is where it was', async ({
  approver,
  operator,
}) => {
  const job = await requested('Talk: it is slow since Tuesday.')
  await approver.goto(`/jobs/${job}`)
  const comments = approver.getByRole('list', { name: 'Comments' })
  const text = approver.getByLabel('Comment', { exact: true })
  await text.fill('<b>Which</b> service?\nSincerely, @Op')
  await approver.getByRole('group', { name: 'Mention' }).getByRole('button').first().click()
  await expect(text).toHaveValue(/@Local operator $/)
  await approver.getByLabel(/^Ask the requester/).check()
  await approver.getByRole('button', { name: 'Add the comment' }).click()
  await expect(comments.getByText('<b>Which</b> service?')).toBeVisible()
  await expect(comments.getByText('Needs information')).toBeVisible()
  await expect(text).toHaveValue('')
  await expect(approver.getByRole('button', { name: /^Approve/ }).first()).toBeVisible()
  await checkViews(approver, 'a job with comments')

  await approver.goto('/jobs?status=waiting')
  await expect(
    approver.getByRole('rowheader', { name: /^Needs information from the requester/ }),
  ).toBeVisible()
  await operator.goto(`/jobs?needs=information&q=${encodeURIComponent('slow since Tuesday')}`)
  await operator.getByRole('main').getByRole('link', { name: 'collect_diagnostics' }).first().click()
  await expect(operator.getByText('Your next comment answers the question.', { exact: false })).toBeVisible()
  await expect(operator.getByLabel(/^Ask the requester/)).toHaveCount(0)
  await operator.getByLabel('Comment', { exact: true }).fill('The indexer.')
  await operator.getByRole('button', { name: 'Add the comment' }).click()
  await expect(operator.getByRole('list', { name: 'Comments' }).getByText('The indexer.')).toBeVisible()
  await expect(operator.getByText('Needs information')).toHaveCount(0)
  await operator.goto(`/jobs?needs=information&q=${encodeURIComponent('slow since Tuesday')}`)
  await expect(operator.getByText('No matching jobs')).toBeVisible()
})

test('the board finds a text wherever it stands in a job, and a pasted id', async ({ operator }) => {
  const job = await requested('Talk: the walrus-4711 alarm rang.')
  await operator.goto('/jobs')
  const main = operator.getByRole('main')
  const field = operator.getByRole('searchbox')
  for (const text of ['WALRUS-4711', job, job.slice(0, 8)]) {
    await field.fill(text)
    await field.press('Enter')
    // An id begins as its short form does.
    const asked = new RegExp(`q=${text}(&|$)`, 'i')
    await expect(operator).toHaveURL(asked)
    // What the field shows is then of this page.
    await expect(main.getByRole('link', { name: 'CSV' })).toHaveAttribute('href', asked)
    await expect(main.locator(`a[href="/jobs/${job}"]`)).toBeVisible()
    await expect(operator.getByText('1 in all', { exact: true })).toBeVisible()
  }
  await field.fill('walrus-4712')
  await field.press('Enter')
  await expect(
    operator.getByText('in its task, node, reason, parameters or messages', { exact: false }),
  ).toBeVisible()
})
