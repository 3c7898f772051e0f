import type { Page } from '@playwright/test'
import { removalOfRule } from '@/test/owner-changes'
import { checkBothSchemes } from './axe'
import { query } from './database'
import { expect, shared, test, thisMachine } from './fixtures'
import { hakim } from './hakim'

test('an administrator makes a group and a rule; others can only read them', async ({ admin, operator }) => {
  await admin.goto('/settings/consent')
  await admin.getByLabel('New group').fill('Night watch')
  await admin.getByRole('button', { name: 'Create group' }).click()
  await expect(admin.getByRole('region', { name: 'Night watch' })).toContainText('No members.')
  await admin.getByLabel('Name', { exact: true }).fill('Watched updates')
  await admin.getByLabel('Task').fill('no_such_task')
  await admin.getByRole('spinbutton', { name: /^Night watch/ }).fill('1')
  await admin.getByRole('button', { name: 'Create rule' }).click()
  // The input stays, with the reason beside it.
  await expect(admin.getByText('Nobody could approve a job that this rule matches on')).toBeVisible()
  await expect(admin.getByLabel('Name', { exact: true })).toHaveValue('Watched updates')
  await hakim(shared().env, ['group', 'add', '--group', 'Night watch', '--person', 'approver@local.invalid'])
  await admin.getByRole('button', { name: 'Create rule' }).click()
  await expect(admin.getByText('1 owner, 1 of Night watch')).toBeVisible()
  await operator.goto('/settings/consent')
  await expect(operator.getByText('1 owner, 1 of Night watch')).toBeVisible()
  await expect(operator.getByRole('main').getByRole('button')).toHaveCount(0)
  // Edited in place, with a reason; what asks for less waits for the owners, who read it.
  await admin.getByRole('link', { name: 'Edit: Watched updates' }).click()
  // The page before has a field of that name, too.
  await expect(admin.getByRole('heading', { name: 'Versions' })).toBeVisible()
  await admin.getByLabel('Name', { exact: true }).fill('Watched tasks')
  await expect(admin.getByRole('region', { name: 'What changes from version 1' })).toContainText(
    'Watched tasks',
  )
  await admin.getByRole('button', { name: 'Save as version 2' }).click()
  await expect(admin.getByText('Say why.')).toBeVisible()
  await admin.getByLabel('Why?').fill('It is about no update.')
  await admin.getByRole('button', { name: 'Save as version 2' }).click()
  const versions = admin.getByRole('listitem').filter({ hasText: 'Version 2' })
  await expect(versions).toContainText('because: It is about no update.')
  await admin.getByLabel('Task').fill('no_other_task')
  await expect(admin.getByText('This asks for fewer approvals, or of fewer jobs.')).toBeVisible()
  await admin.getByLabel('Why?').fill('The other one is rare.')
  await admin.getByRole('button', { name: 'Save as version 3' }).click()
  const asked = admin.getByRole('listitem').filter({ hasText: 'Change the rule Watched tasks' })
  await expect(asked).toContainText('The other one is rare.')
  await operator.goto(new URL(admin.url()).pathname)
  await expect(operator.getByText('because: It is about no update.')).toBeVisible()
  await expect(operator.getByRole('main').getByRole('button')).toHaveCount(0)
  await query(shared().env, removalOfRule('Watched tasks'))
  await putOnDuty(admin, operator)
  await hakim(shared().env, ['group', 'delete', '--name', 'Night watch'])
})

/** The group's page: who is on duty, who comes next, and somebody else for a time. */
async function putOnDuty(admin: Page, operator: Page): Promise<void> {
  await hakim(shared().env, ['group', 'add', '--group', 'Night watch', '--person', 'admin@local.invalid'])
  await admin.goto('/settings/consent')
  await admin.getByRole('link', { name: 'Night watch', exact: true }).click()
  const dutyOf = (page: Page) =>
    page.locator('section', { has: page.getByRole('heading', { name: 'On duty' }) })
  const duty = dutyOf(admin)
  await expect(duty).toContainText('A request tells the whole group at once.')
  const turns = admin.getByRole('combobox', { name: /^Turn/ })
  const [first = '', second = ''] = await turns.first().locator('option:not([value=""])').allTextContents()
  await turns.first().selectOption(second)
  await turns.last().selectOption(second)
  await admin.getByLabel('Time zone').fill('UTC')
  await admin.getByRole('button', { name: 'Create rota' }).click()
  await expect(admin.getByText(/name each member once/i)).toBeVisible()
  await turns.last().selectOption(first)
  await admin.getByRole('button', { name: 'Create rota' }).click()
  await expect(duty).toContainText(new RegExp(`${second} until`))
  await expect(duty.getByRole('listitem').first()).toContainText(first)
  await admin.getByLabel('On duty', { exact: true }).selectOption(first)
  await admin.getByLabel('Instead of').selectOption(second)
  await admin.getByLabel('From').fill('2026-01-01T00:00')
  await admin.getByLabel('Until').fill('2099-01-01T00:00')
  await admin.getByRole('button', { name: 'Add swap' }).click()
  await expect(admin.getByText(`${first} instead of ${second}`)).toBeVisible()
  await expect(duty.getByRole('paragraph').first()).toContainText(first)
  await checkBothSchemes(admin, 'the page of a group')
  await operator.goto(new URL(admin.url()).pathname)
  await expect(dutyOf(operator)).toContainText(first)
  await expect(operator.getByRole('main').getByRole('button')).toHaveCount(0)
}

test('long words in names wrap and push nothing off the page', async ({ admin }) => {
  const { env } = shared()
  const group = `Watch_${'of_the_northern_region_'.repeat(4)}`.slice(0, 100)
  const rule = 'Rulewithoutanyspace'.repeat(6).slice(0, 100)
  await hakim(env, ['group', 'create', '--name', group])
  for (const person of ['approver', 'admin'])
    await hakim(env, ['group', 'add', '--group', group, '--person', `${person}@local.invalid`])
  await hakim(env, ['rule', 'create', '--name', rule, '--group', `1:${group}`])
  try {
    await admin.goto('/jobs?status=PendingApproval')
    const job = await admin
      .locator('a[href^="/jobs/"][href*="-"]:not([href*="?"])')
      .first()
      .getAttribute('href')
    const seen = { '/settings/consent': rule, [job ?? '']: group }
    for (const width of [1440, 390]) {
      await admin.setViewportSize({ width, height: 900 })
      for (const [path, name] of Object.entries(seen)) {
        await admin.goto(path)
        await expect(admin.getByText(name).first()).toBeVisible()
        const beyond = await admin.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(beyond, `${path} at ${width}`).toBeLessThanOrEqual(0)
      }
    }
    // Beside its number, not wrapped letter by letter.
    await admin.goto('/settings/consent')
    const beside = admin.locator('label', { has: admin.getByRole('spinbutton', { name: new RegExp(group) }) })
    expect((await beside.boundingBox())?.height).toBeLessThan(120)
  } finally {
    await query(env, removalOfRule(rule))
    await hakim(env, ['group', 'delete', '--name', group])
  }
})

test('an owner delegates and ends the delegation; everybody else can only read', async ({
  approver,
  operator,
}) => {
  await approver.goto('/')
  await approver.getByRole('link', { name: thisMachine, exact: true }).click()
  await approver.getByRole('link', { name: 'Consent' }).click()
  await approver.getByLabel('Delegate to').selectOption({ index: 1 })
  await approver.getByLabel('Through (last day)').fill('')
  await approver.getByRole('button', { name: 'Delegate' }).click()
  await expect(approver.getByText('must be a time')).toBeVisible()
  const soon = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await approver.getByLabel('Through (last day)').fill(soon)
  await approver.getByRole('button', { name: 'Delegate' }).click()
  const end = approver.getByRole('button', { name: /^End: / })
  await expect(end).toBeVisible()
  await operator.goto(new URL(approver.url()).pathname)
  await expect(operator.getByText('ends in')).toBeVisible()
  await expect(operator.getByLabel('Delegate to')).toHaveCount(0)
  await end.click()
  await approver.getByRole('button', { name: 'Yes, end it' }).click()
  await expect(approver.getByText('No delegations.')).toBeVisible()
})
