import { CommandLine } from '@/components/ui/command-line'

/** How to add a node, with commands to copy. */
export const AddNodeSteps = () => (
  <ol className="flex list-decimal flex-col gap-3 pl-5 marker:text-ink-2">
    <li>
      <p className="mb-1">
        Where Hakim runs, register the node and its owner. The owner decides on every job.
      </p>
      <CommandLine command="npx hakim node add --did did:kos:griot:123f7a90 --owner owner@example.org" />
    </li>
    <li>
      <p className="mb-1">Create a token for its agent. It is shown only once.</p>
      <CommandLine command="npx hakim token create --node did:kos:griot:123f7a90" />
    </li>
    <li>
      <p className="mb-1">
        On the node, start the agent. It needs only Node.js:{' '}
        <a href="/agent/hakim-agent.mjs" download className="font-medium text-accent underline">
          download hakim-agent.mjs
        </a>
        , then run
      </p>
      <CommandLine command="node hakim-agent.mjs --server {server}{insecure} --token hk_…" />
    </li>
  </ol>
)
