import { noteRequests } from '@/components/layout/last-request'
import { keepPagesWhileServerIsAway } from '@/components/live/page-reads'

// Before the router's first request. The second wraps the first, so that every attempt is noted.
noteRequests()
keepPagesWhileServerIsAway()
