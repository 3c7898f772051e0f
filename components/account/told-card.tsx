import { Card } from '@/components/ui/card'
import { Link } from '@/components/ui/link'

/** What reaches a person without their asking, and where to look for the rest. */
export const ToldCard = ({ history }: { history: string }) => (
  <Card title="What you are told">
    <p className="text-ink-2">
      Where mail is set up, Hakim sends you the link with which you choose a new password when an
      administrator has reset your sign-in; and, as an owner of a node, what you are asked about who decides
      there, and that another owner has their first signing key. What waits for your decision is counted
      beside Jobs. What you did, and what others did to your account, is in{' '}
      <Link href={history} className="text-accent underline">
        the audit log
      </Link>
      .
    </p>
  </Card>
)
