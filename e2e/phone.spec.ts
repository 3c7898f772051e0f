import { checkBothSchemes } from './axe'
import { expect, openForKeys, shared, test, thisNode, tokenOf } from './fixtures'

test('a phone shows jobs before what narrows them down, and no button lies on one', async ({
  approver: page,
}) => {
  const asked = await fetch(`${shared().url}/api/v1/jobs`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenOf('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ target_node_did: await thisNode(), task_name: 'collect_diagnostics', params: {} },
      reason: 'To see on a phone',
    }),
  })
  expect(asked.status).toBe(201)
  await page.setViewportSize({ width: 390, height: 844 })
  for (const path of ['/jobs', '/jobs?status=waiting']) {
    await openForKeys(page, path)
    const list = await page.locator('[data-list]').boundingBox()
    expect(list?.y, path).toBeLessThan(844 / 2)
  }
  await page.setViewportSize({ width: 390, height: 560 })
  const review = page.getByRole('link', { name: 'Review one after another' })
  const { y } = (await review.boundingBox()) ?? { y: 0 }
  const above = await page.evaluate(
    (top) => document.elementFromPoint(195, top - 4)?.closest('tr')?.textContent ?? null,
    y,
  )
  expect(above).toBeNull()
  // What is selected has its own bar there.
  await page
    .getByRole('checkbox', { name: /^Select / })
    .first()
    .check()
  await expect(page.getByRole('region', { name: 'Selection' })).toBeVisible()
  await expect(review).toBeHidden()
})

test('what a phone folds away is one touch away', async ({ operator: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await openForKeys(page, '/jobs')
  const [flow, search] = [
    page.getByRole('link', { name: 'Flow', exact: true }),
    page.getByRole('button', { name: 'Search', exact: true }),
  ]
  await expect(page.getByRole('link', { name: 'Request maintenance' })).toBeVisible()
  await expect(flow).toBeHidden()
  await page.getByRole('button', { name: 'More actions' }).click()
  await expect(flow).toBeVisible()
  await expect(search).toBeHidden()
  await page.getByRole('button', { name: 'Filter and sort' }).click()
  await expect(search).toBeVisible()
  await page.getByRole('link', { name: 'Oldest first' }).click()
  await expect(page).toHaveURL('/jobs?sort=oldest')
  await checkBothSchemes(page, 'what is folded away')
})

test('the flow on a phone breaks no word of a task', async ({ operator: page }) => {
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto('/jobs/flow')
  const table = page.getByRole('table', { name: 'Requests by task' })
  await expect(table.getByRole('rowheader', { name: 'collect_diagnostics' })).toBeVisible()
  const broken = await table.evaluate((element) => {
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
    const found: string[] = []
    while (texts.nextNode()) {
      const range = document.createRange()
      range.selectNodeContents(texts.currentNode)
      if (range.getClientRects().length > 1) found.push(range.toString())
    }
    return found
  })
  expect(broken).toEqual([])
})
