import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { firingsOfRules } from '@/lib/alerts/queries/firings'
import { ruleToChange } from '@/lib/alerts/queries/rule-page'
import { requirePerson } from '@/lib/auth/viewer'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { RulePage } from '../rule-page'

export const metadata: Metadata = { title: 'Rule · Alerts' }

type Props = { params: Promise<{ ruleId: string }>; searchParams: Promise<SearchParams> }

export default async function ChangeRulePage({ params, searchParams }: Props) {
  const viewer = await requirePerson()
  const { ruleId } = await params
  const rule = await ruleToChange(viewer, ruleId)
  if (!rule) notFound()
  const firings = (await firingsOfRules(viewer, [rule]))(ruleId)
  return <RulePage viewer={viewer} query={await searchParams} rule={rule} saved={{ ruleId, firings }} />
}
