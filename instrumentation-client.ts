import { noteRequests } from '@/components/layout/last-request'
import { keepPagesWhileServerIsAway } from '@/components/live/page-reads'

// These run before the router's first request. The second wraps the first, so that every attempt is noted.
noteRequests()
keepPagesWhileServerIsAway()
