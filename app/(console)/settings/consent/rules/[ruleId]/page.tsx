import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { enrolKey } from '@/app/(console)/account/actions'
import { ChangesCard } from '@/components/consent/changes-card'
import { RuleForm } from '@/components/consent/rule-form'
import { RuleHead } from '@/components/consent/rule-head'
import { RuleVersionsCard } from '@/components/consent/rule-versions-card'
import { Card } from '@/components/ui/card'
import { requirePerson } from '@/lib/auth/viewer'
import { rulePage } from '@/lib/consent/queries/rule-page'
import { titleText } from '@/lib/kernel/text/title-text'
import { signingWays } from '@/lib/people/queries/signing-ways'
import { agreeToChange, changeRule, countMatches, refuseChange, withdrawChange } from '../../actions'

type Props = { params: Promise<{ ruleId: string }> }

const read = cache(async (id: string) => rulePage(await requirePerson(), id))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await read((await params).ruleId)
  return { title: page ? `${titleText(page.rule.name)} · Rules` : 'Rule not found' }
}

export default async function RulePage({ params }: Props) {
  const page = await read((await params).ruleId)
  if (!page) notFound()
  const { rule, versions, changes, groups, matches, refusal } = page
  const signing = await signingWays(await requirePerson())
  return (
    <>
      <RuleHead rule={rule} />
      <ChangesCard
        changes={changes}
        agreeing={{ signing, enrol: enrolKey, agree: agreeToChange }}
        actions={{ refuse: refuseChange, withdraw: withdrawChange }}
      />
      <div className="grid grid-cols-1 items-start gap-3.5 lg:grid-cols-2">
        {refusal === null && (
          <Card title="Edit">
            <RuleForm
              groups={groups}
              rule={{ ruleId: rule.ruleId, last: versions[0] }}
              first={matches}
              save={changeRule}
              count={countMatches}
            />
          </Card>
        )}
        <RuleVersionsCard versions={versions} />
      </div>
    </>
  )
}
