import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

export const DelegationsCard = () => (
  <Card title="Delegations">
    <p className="text-ink-2">
      While you are away, somebody else can decide for you on{' '}
      <Link href="/account/delegations" className="text-accent underline">
        all your nodes at once
      </Link>
      .
    </p>
  </Card>
)
