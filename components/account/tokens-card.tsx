import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

export const TokensCard = () => (
  <Card title="Tokens">
    <p className="text-ink-2">
      Programs act in your name with{' '}
      <Link href="/settings/tokens" className="text-accent underline">
        your tokens
      </Link>
      .
    </p>
  </Card>
)
