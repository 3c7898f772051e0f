import { noteRequests } from '@/components/layout/last-request'

noteRequests()
