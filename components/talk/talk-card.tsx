import { Card } from '@/components/ui/card'
import { PersonName } from '@/components/ui/person-name'
import { TimeAgo } from '@/components/ui/time-ago'
import type { Action } from '@/components/ui/use-send'
import type { JobDetail } from '@/lib/board/domain/job-page'
import { type Talk, withMentions } from '@/lib/board/domain/talk'
import { CommentForm } from './comment-form'
import { FollowLine } from './follow-line'
import { NeedsInformation } from './needs-information'

function Comment({ comment }: { comment: Talk['comments'][number] }) {
  return (
    <li className="border-t py-2.5 first:border-t-0 first:pt-0">
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-1 text-xs text-ink-3">
        <span className="font-medium text-ink">
          {comment.by.you ? 'You' : <PersonName person={comment.by} />}
        </span>
        {comment.asks && <span>asked</span>}
        <TimeAgo iso={comment.at} />
        {comment.open && <NeedsInformation />}
      </p>
      <p dir="auto" className="mt-0.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {withMentions(comment.text, comment.mentions).map((part, index) =>
          part.mention ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes.
            <span key={index} className="font-medium text-accent">
              {part.text}
            </span>
          ) : (
            part.text
          ),
        )}
      </p>
    </li>
  )
}

const hintOf = (job: JobDetail): string =>
  job.needsInformation && job.requester.you
    ? 'Your next comment answers the question. @ mentions somebody who is told.'
    : 'Plain text. @ mentions somebody, who is told.'

/** What people say about a job, and where to say more. */
export async function TalkCard(props: {
  job: JobDetail
  talk: Promise<Talk | null>
  comment: Action
  follow: Action
  unfollow: Action
}) {
  const { job } = props
  const talk = await props.talk
  if (!talk) return null
  return (
    <Card title="Comments" aside={talk.comments.length > 0 ? talk.comments.length : undefined}>
      {talk.comments.length > 0 && (
        <ol aria-label="Comments" className="mb-3">
          {talk.comments.map((comment) => (
            <Comment key={comment.id} comment={comment} />
          ))}
        </ol>
      )}
      <CommentForm
        jobId={job.jobId}
        people={talk.people}
        asks={job.refusals.decide === null}
        hint={hintOf(job)}
        comment={props.comment}
      />
      {talk.follow.goesOn && (
        <div className="mt-3 border-t pt-3">
          {job.requester.you ? (
            <p className="text-xs text-ink-2">You are told of this job as its requester.</p>
          ) : (
            <FollowLine
              input={{ jobId: job.jobId }}
              follows={talk.follow.follows}
              what="of the decision, the run, its verdict and comments."
              follow={props.follow}
              unfollow={props.unfollow}
            />
          )}
        </div>
      )}
    </Card>
  )
}
