import type { Metadata } from 'next'
import { requirePerson } from '@/lib/auth/viewer'
import type { SearchParams } from '@/lib/kernel/url/search-params'
import { RulePage } from '../rule-page'

export const metadata: Metadata = { title: 'New rule · Alerts' }

export default async function NewRulePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return <RulePage viewer={await requirePerson()} query={await searchParams} rule={null} saved={null} />
}
