// Made from lib/api/domain by openapi-typescript; a test compares both.
export interface paths {
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs, newest first unless sorted otherwise, in keyset pages
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["listJobs"];
        put?: never;
        /**
         * Request maintenance; the same idempotency_key again answers with the same job
         * @description Allowed for: everyone signed in. Condition: the node is visible; parameters fit the task. A token needs the scope jobs.
         */
        post: operations["requestJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download all jobs of a list, as CSV or JSON
         * @description Allowed for: everyone signed in. Condition: what the list shows of them: nothing of nodes that are not visible. A token needs the scope read.
         */
        get: operations["exportJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one job with its history
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what verifies a job’s consent without this server (`hakim verify-consent`)
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["exportConsent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the log of a job, oldest line first, in pages
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["getJobLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/log.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the whole log of a job as text, without colours
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["downloadJobLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job; while it runs, ask the agent to stop
         * @description Allowed for: admin, requester, owner of the node. Condition: an owner once it is approved. A token needs the scope jobs.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/revise": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change parameters, window or expiry; this voids all votes
         * @description Allowed for: requester. Condition: voids all votes. A token needs the scope jobs.
         */
        post: operations["reviseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/dry-run/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on without the dry run that a request waits for
         * @description Allowed for: admin, requester, owner of the node, delegate of an owner, member of a group that its rules name. Condition: the approver role, but for the requester. A token needs the scope decide.
         */
        post: operations["skipDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request the same again once a job has ended; the new job needs new approval
         * @description Allowed for: everyone signed in. Condition: the node is visible; it needs a new approval. A token needs the scope jobs.
         */
        post: operations["retryJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Record how a lost job ended, after checking the node
         * @description Allowed for: admin, owner of the node. A token needs the scope decide.
         */
        post: operations["resolveJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve exactly what has this approval_hash
         * @description Allowed for: owner of the node, delegate of an owner, member of a group that its rules name. Condition: the approver role; never the requester, nor as their delegate; the approval hash of what was shown. A token needs the scope decide.
         */
        post: operations["approveJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reject a job with a reason; one vote against it ends it
         * @description Allowed for: owner of the node, delegate of an owner, member of a group that its rules name. Condition: the approver role; never the requester, nor as their delegate; the approval hash of what was shown. A token needs the scope decide.
         */
        post: operations["rejectJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or reject up to 100 jobs, signed at once; each decision stands alone and has its own result
         * @description Allowed for: owner of the node, delegate of an owner, member of a group that its rules name. Condition: the approver role; never the requester, nor as their delegate; the approval hash of what was shown. A token needs the scope decide.
         */
        post: operations["decideJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw an approval before the job is claimed
         * @description Allowed for: owner of the node, delegate of an owner, member of a group that its rules name. Condition: whoever voted, or may decide on it now. A token needs the scope decide.
         */
        post: operations["withdrawApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/withdrawals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw up to 100 approvals before their jobs are claimed
         * @description Allowed for: owner of the node, delegate of an owner, member of a group that its rules name. Condition: whoever voted, or may decide on it now. A token needs the scope decide.
         */
        post: operations["withdrawJobs"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve without the owner, with a written reason that an owner or another administrator reviews
         * @description Allowed for: admin. Condition: a written reason; never the requester; an owner or another administrator reviews it. A token needs the scope decide.
         */
        post: operations["approveWithoutOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/review": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Review an approval without the owner
         * @description Allowed for: admin, owner of the node, delegate of an owner. Condition: neither the requester, nor the administrator who approved it, nor a delegate of the requester who is no administrator. A token needs the scope decide.
         */
        post: operations["reviewEmergency"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what people said about a job, oldest first
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Say something about a job, or ask its requester before deciding
         * @description Allowed for: everyone signed in. Condition: the node is visible, to those who are mentioned too; whoever can decide on it asks. A token needs the scope admin.
         */
        post: operations["commentOnJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a job: be told of it as its requester is, and of comments, until it is over
         * @description Allowed for: everyone signed in. Condition: the node is visible, of a campaign one of them. A token needs the scope jobs.
         */
        put: operations["followJob"];
        post?: never;
        /**
         * Stop following a job
         * @description Allowed for: everyone signed in. Condition: the node is visible, of a campaign one of them. A token needs the scope jobs.
         */
        delete: operations["unfollowJob"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/flow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how long requests took, step by step, and how they ended, by the time at which they were made
         * @description Allowed for: everyone signed in. Condition: of visible nodes. A token needs the scope read.
         */
        get: operations["getFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/flow.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the same as CSV, a row for each hour, day, week or month
         * @description Allowed for: everyone signed in. Condition: of visible nodes. A token needs the scope read.
         */
        get: operations["downloadFlow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List campaigns, newest first, in keyset pages
         * @description Allowed for: everyone signed in. Condition: one of its nodes is visible, or it is their own; only visible nodes are shown and counted. A token needs the scope read.
         */
        get: operations["listCampaigns"];
        put?: never;
        /**
         * Request the same on many nodes, one job each, wave by wave
         * @description Allowed for: everyone signed in. Condition: the nodes are visible; parameters fit the task on each; each job needs its own approvals. A token needs the scope jobs.
         */
        post: operations["startCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a campaign with its waves and jobs
         * @description Allowed for: everyone signed in. Condition: one of its nodes is visible, or it is their own; only visible nodes are shown and counted. A token needs the scope read.
         */
        get: operations["readCampaign"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a campaign: no more of its jobs start
         * @description Allowed for: admin, requester. A token needs the scope jobs.
         */
        post: operations["pauseCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a campaign that is paused or has stopped itself; in the latter case say why
         * @description Allowed for: admin, requester. A token needs the scope jobs.
         */
        post: operations["resumeCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel what has not started of a campaign; what runs goes on
         * @description Allowed for: admin, requester. A token needs the scope jobs.
         */
        post: operations["cancelCampaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/follow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Follow a campaign: be told of it and of its jobs as its requester is, until it is over
         * @description Allowed for: everyone signed in. Condition: the node is visible, of a campaign one of them. A token needs the scope jobs.
         */
        put: operations["followCampaign"];
        post?: never;
        /**
         * Stop following a campaign
         * @description Allowed for: everyone signed in. Condition: the node is visible, of a campaign one of them. A token needs the scope jobs.
         */
        delete: operations["unfollowCampaign"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/campaigns/{campaign_id}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Remind those who can decide on a campaign’s pending jobs and have not
         * @description Allowed for: admin, requester. Condition: once in six hours. A token needs the scope jobs.
         */
        post: operations["remindOwners"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/agent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the node that this token belongs to, and the server’s clock
         * @description Allowed for: agent of the node. Any token.
         */
        get: operations["getOwnAgent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one report, an array of up to 1,000, or one per line; answered after the commit
         * @description Allowed for: agent of the node. A token needs the scope report.
         */
        post: operations["sendReports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/tasks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Announce the tasks that this node offers, and whose signatures it requires
         * @description Allowed for: agent of the node. A token needs the scope jobs.
         */
        put: operations["announceTasks"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim the next approved job whose window is open; its approval is counted again
         * @description Allowed for: agent of the node. Condition: the approvals still count, the window is open, no other job runs on the node. A token needs the scope jobs.
         */
        post: operations["claimJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report what a request would change; it becomes part of what is approved
         * @description Allowed for: agent of the node. Condition: somebody waits for it, and it is of exactly that request. A token needs the scope jobs.
         */
        post: operations["reportDryRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the lease; add progress and log lines
         * @description Allowed for: agent of the node. Condition: the claim token. A token needs the scope jobs.
         */
        post: operations["reportProgress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that the job is done; the same outcome again changes nothing
         * @description Allowed for: agent of the node. Condition: the claim token. A token needs the scope jobs.
         */
        post: operations["completeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/fail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report that the job failed, or was stopped on request (`cancelled`)
         * @description Allowed for: agent of the node. Condition: the claim token. A token needs the scope jobs.
         */
        post: operations["failJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List nodes, worst first, in keyset pages
         * @description Allowed for: everyone signed in, agent of the node. Condition: visible nodes only; an agent sees only its own. A token needs the scope read.
         */
        get: operations["listNodes"];
        put?: never;
        /**
         * Register a node, or set name, labels and owner of a known one
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["addNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get one node: latest status, metrics, diagnosis, owners, labels
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["getNode"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics over time in columns of equal length; a closed range carries an ETag
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["getSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List raw reports, newest first, in keyset pages
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["listReports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a node another display name, or none
         * @description Allowed for: admin, owner of the node. A token needs the scope admin.
         */
        put: operations["renameNode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/labels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set all labels of a node; those that are not named are removed
         * @description Allowed for: admin. Condition: its owners are asked first if a rule would no longer apply. A token needs the scope admin.
         */
        put: operations["labelNode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a node out of service: cancels its open jobs and revokes its tokens; its history stays
         * @description Allowed for: admin, owner of the node. Condition: a reason; no job runs on it. A token needs the scope admin.
         */
        post: operations["retireNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a retired node into service again; its agent needs a new token
         * @description Allowed for: admin, owner of the node. Condition: a reason; no job runs on it. A token needs the scope admin.
         */
        post: operations["restoreNode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the events `hello`, `change` with the `nodes` and `jobs` that have changed, and `problem`
         * @description Allowed for: everyone signed in, agent of the node. Condition: visible nodes only. A token needs the scope read.
         */
        get: operations["streamEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/annotations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was noted on charts, the newest first; an agent sees what is on its own
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["listAnnotations"];
        put?: never;
        /**
         * Note something, such as a deployment, on the charts of a node, of all with a label, or of all
         * @description Allowed for: everyone signed in. Condition: on visible nodes; an administrator deletes what anybody noted. A token needs the scope jobs.
         */
        post: operations["annotate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/annotations/{annotation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete an annotation: its author, or an administrator
         * @description Allowed for: everyone signed in. Condition: on visible nodes; an administrator deletes what anybody noted. A token needs the scope jobs.
         */
        delete: operations["deleteAnnotation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List saved views: one’s own, then those that others share
         * @description Allowed for: everyone signed in. Condition: a view shows each person only what they may see. A token needs the scope read.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save the address of a page under a name, for oneself or for everybody
         * @description Allowed for: everyone signed in. Condition: an administrator also what others share. A token needs the scope admin.
         */
        post: operations["saveView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/views/{view_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Rename a view, keep another query in it, or share it or no longer
         * @description Allowed for: everyone signed in. Condition: an administrator also what others share. A token needs the scope admin.
         */
        put: operations["changeView"];
        post?: never;
        /**
         * Delete a view of one’s own; an administrator deletes any shared one
         * @description Allowed for: everyone signed in. Condition: an administrator also what others share. A token needs the scope admin.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/pin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Pin a node for oneself; `GET /nodes?pinned=true` lists the pinned ones
         * @description Allowed for: everyone signed in. Condition: the node is visible. A token needs the scope admin.
         */
        put: operations["pinNode"];
        post?: never;
        /**
         * Take one’s own pin of a node away
         * @description Allowed for: everyone signed in. Condition: the node is visible. A token needs the scope admin.
         */
        delete: operations["unpinNode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List links that show a view on a wall, the newest first; their tokens are stored nowhere
         * @description Allowed for: admin. Condition: it shows what its maker sees, for as long as they are an administrator. A token needs the scope admin.
         */
        get: operations["listWallLinks"];
        put?: never;
        /**
         * Create a link that shows a view to whoever has it; it is answered this once and dies with the rights of its maker
         * @description Allowed for: admin. Condition: it shows what its maker sees, for as long as they are an administrator. A token needs the scope admin.
         */
        post: operations["createWallLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/wall-links/{link_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a link for a wall for good
         * @description Allowed for: admin. Condition: it shows what its maker sees, for as long as they are an administrator. A token needs the scope admin.
         */
        delete: operations["revokeWallLink"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get metrics of up to 50 nodes over the same buckets, with the period before if asked for
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["compareSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/series.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the same as CSV, a row for each bucket of each metric and node
         * @description Allowed for: everyone signed in, agent of the node. Condition: the node is visible. A token needs the scope read.
         */
        get: operations["downloadSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get who decides on a node, its windows and its rules
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["getNodeConsent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/owners": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add an owner
         * @description Allowed for: admin. Condition: the owners whom the node has are asked first. A token needs the scope admin.
         */
        post: operations["addOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/owners/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an owner, by email address or DID
         * @description Allowed for: admin, owner of the node. Condition: the owners are asked first; an owner can only step down, and never as the last one who can decide. A token needs the scope admin.
         */
        delete: operations["removeOwner"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Delegate one’s own right to decide, between two dates
         * @description Allowed for: owner of the node. Condition: to an approver, for at most a year. A token needs the scope admin.
         */
        post: operations["addDelegation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/delegations/{delegation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a delegation; votes given under it no longer count
         * @description Allowed for: admin, owner of the node, delegate of an owner. Condition: an owner ends their own, a delegate those made to them. A token needs the scope admin.
         */
        delete: operations["endDelegation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a weekly maintenance window
         * @description Allowed for: admin, owner of the node. A token needs the scope admin.
         */
        post: operations["addWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/windows/{window_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a weekly window; jobs that chose one of its times keep it
         * @description Allowed for: admin, owner of the node. A token needs the scope admin.
         */
        delete: operations["removeWindow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/nodes/{did}/restricted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Restrict a node to those who decide on it and administrators, or open it again
         * @description Allowed for: admin, owner of the node. Condition: the owners of the node are asked first. A token needs the scope admin.
         */
        put: operations["restrictNode"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List groups of approvers and their members
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["listGroups"];
        put?: never;
        /**
         * Create a group
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["createGroup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a group, by id or name, that no rule needs
         * @description Allowed for: admin. A token needs the scope admin.
         */
        delete: operations["removeGroup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a member to a group
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["addMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/members/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member from a group, by email address or DID
         * @description Allowed for: admin. A token needs the scope admin.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/rota": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the duty rota of a group, by id or name: who is on duty, and the next hand-overs
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["getRota"];
        /**
         * Set the duty rota of a group: its members in order, and when turns begin
         * @description Allowed for: admin. A token needs the scope admin.
         */
        put: operations["setRota"];
        post?: never;
        /**
         * Remove the duty rota of a group and its swaps; requests tell the whole group again
         * @description Allowed for: admin. A token needs the scope admin.
         */
        delete: operations["removeRota"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/rota/swaps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have one member on duty instead of another for a time
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["addSwap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group}/rota/swaps/{swap_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a swap
         * @description Allowed for: admin. A token needs the scope admin.
         */
        delete: operations["removeSwap"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List approval rules
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["listRules"];
        put?: never;
        /**
         * Create a rule: whose votes which jobs need
         * @description Allowed for: admin. Condition: to remove one, or to ask for fewer approvals or of fewer jobs, the owners of the nodes that it applies to are asked first. A token needs the scope admin.
         */
        post: operations["createRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/{rule}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a rule, by id or name, with all of its versions: who changed what, and why
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["getRule"];
        put?: never;
        post?: never;
        /**
         * Remove a rule, by id or name
         * @description Allowed for: admin. Condition: to remove one, or to ask for fewer approvals or of fewer jobs, the owners of the nodes that it applies to are asked first. A token needs the scope admin.
         */
        delete: operations["removeRule"];
        options?: never;
        head?: never;
        /**
         * Change a rule, by id or name; what asks for less waits for the owners of its nodes
         * @description Allowed for: admin. Condition: to remove one, or to ask for fewer approvals or of fewer jobs, the owners of the nodes that it applies to are asked first. A token needs the scope admin.
         */
        patch: operations["changeRule"];
        trace?: never;
    };
    "/api/v1/consent-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List changes of owners, rules and restrictions that wait for owners, and what became of others
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-changes/{change_id}/agree": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Agree to such a change as an owner; it takes effect at once
         * @description Allowed for: owner of the node. Condition: to agree, the approver role, all nodes that it is about, and a signature of whoever has a key. A token needs the scope decide.
         */
        post: operations["agreeToChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-changes/{change_id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refuse such a change as an owner; it never takes effect
         * @description Allowed for: owner of the node. Condition: to agree, the approver role, all nodes that it is about, and a signature of whoever has a key. A token needs the scope decide.
         */
        post: operations["refuseChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/consent-changes/{change_id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Withdraw such a change
         * @description Allowed for: admin, requester. A token needs the scope admin.
         */
        post: operations["withdrawChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what one has delegated, and what was delegated to one, now or later
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["listDelegations"];
        put?: never;
        /**
         * Delegate one’s own right to decide on up to 500 nodes, between two dates; each has its own signed delegation and its own result
         * @description Allowed for: owner of the node. Condition: to an approver, for at most a year. A token needs the scope admin.
         */
        post: operations["addDelegations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/delegations/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End up to 500 delegations; each has its own result
         * @description Allowed for: admin, owner of the node, delegate of an owner. Condition: an owner ends their own, a delegate those made to them. A token needs the scope admin.
         */
        post: operations["endDelegations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one’s own policies with their revisions; an administrator lists everybody’s
         * @description Allowed for: everyone signed in. A token needs the scope read.
         */
        get: operations["listPolicies"];
        put?: never;
        /**
         * Sign a policy, or its next revision, which replaces the one before it
         * @description Allowed for: owner of the node. Condition: about nodes of one’s own, with a key for signing and the approver role; never for a task of high risk. A token needs the scope decide.
         */
        post: operations["signPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policies/{policy_id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End one’s policy; its votes for jobs that no agent has claimed no longer count
         * @description Allowed for: owner of the node. Condition: it is one’s own. A token needs the scope decide.
         */
        post: operations["endPolicy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List entries of the audit log, newest first, in keyset pages; without the admin role, one’s own
         * @description Allowed for: everyone signed in. Condition: the node is visible; administrators with the scope admin read all entries. A token needs the scope read.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the whole log as JSON Lines, as `hakim audit export` writes it
         * @description Allowed for: admin. A token needs the scope admin.
         */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the verification under way, and the last result
         * @description Allowed for: admin. A token needs the scope admin.
         */
        get: operations["getVerification"];
        put?: never;
        /**
         * Verify the log in the background, one at a time
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["startVerification"];
        /**
         * Stop the verification under way
         * @description Allowed for: admin. A token needs the scope admin.
         */
        delete: operations["stopVerification"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/findings/{finding}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write down what you did about a finding of the last result; an entry of the log keeps it
         * @description Allowed for: admin. A token needs the scope admin.
         */
        post: operations["noteFinding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List people and open invitations, whoever signed in last first
         * @description Allowed for: admin. A token needs the scope admin.
         */
        get: operations["listPeople"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/invitations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Invite an address with a role, by mail or by a link to pass on; it works once, for 72 hours
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        post: operations["invitePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/invitations/{invitation_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Withdraw an invitation
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        delete: operations["withdrawInvitation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give a person another role
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        put: operations["setRole"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a person: sessions end, tokens are refused, votes and delegations no longer count
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        post: operations["disablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a person again
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        post: operations["enablePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a link with which a person chooses a new password
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        post: operations["resetSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the running sessions of a person
         * @description Allowed for: admin. A token needs the scope admin.
         */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /**
         * End all sessions of a person
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        delete: operations["endSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/sessions/{session}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End one session of a person
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/second-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a person’s second factor, recovery codes and passkeys, which were lost; their sessions end
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        delete: operations["removeSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get everything that is kept about a person, without secrets
         * @description Allowed for: admin. A token needs the scope admin.
         */
        get: operations["exportPerson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{person}/erase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the name and address of a person for good; their DID and what they did stay
         * @description Allowed for: admin. Condition: one administrator who can sign in is left; a token that ends neither makes an administrator nor resets one’s sign-in. A token needs the scope admin.
         */
        post: operations["erasePerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tokens, newest first, in keyset pages; the tokens themselves are stored nowhere
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator sees all. A token needs the scope admin.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Create a token for the agent of a node, or without one for oneself; it is answered this once. A token cannot create one that ends later than itself
         * @description Allowed for: everyone signed in. Condition: for oneself; an administrator for the agent of any node; a token cannot create one that outlasts it. A token needs the scope admin.
         */
        post: operations["createToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a token in place of one that works, which goes on for a while. A token cannot create one that ends later than itself
         * @description Allowed for: everyone signed in. Condition: for oneself; an administrator for the agent of any node; a token cannot create one that outlasts it. A token needs the scope admin.
         */
        post: operations["rotateToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{token_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a token for good; calls with it are refused within a second
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator any. A token needs the scope admin.
         */
        delete: operations["revokeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List one’s own keys for signing decisions, oldest first, revoked ones included
         * @description Allowed for: everyone signed in. A token needs the scope decide.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Enrol a key with which one signs every approval from then on; a further key is co-signed by a present one
         * @description Allowed for: everyone signed in. Condition: a further key is co-signed by a present one, or enrolled after the password was asked for again. A token needs the scope decide.
         */
        post: operations["enrolKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a key for good, signed by a present one; what it approved and no agent has claimed yet no longer counts
         * @description Allowed for: everyone signed in. Condition: a further key is co-signed by a present one, or enrolled after the password was asked for again. A token needs the scope decide.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List where one is told of something; addresses and secrets that were sent or answered once are left out
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope read.
         */
        get: operations["listChannels"];
        put?: never;
        /**
         * Create a channel: mail or browser for oneself; a webhook or Slack-compatible one, as an administrator, for all
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope admin.
         */
        post: operations["createChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace what a channel is told of and when, or turn it off
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope admin.
         */
        put: operations["changeChannel"];
        post?: never;
        /**
         * Delete a channel with its messages
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope admin.
         */
        delete: operations["deleteChannel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{channel_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message and answer what came of it; the attempt takes at most 10 s
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope admin.
         */
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the messages on one’s channels, newest first, in keyset pages
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope read.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deliveries/{delivery_id}/again": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a message once more, under the same id
         * @description Allowed for: everyone signed in. Condition: one’s own; an administrator also the shared ones. A token needs the scope admin.
         */
        post: operations["deliverAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alerts that are firing, silenced or resolved, newest first, in keyset pages
         * @description Allowed for: everyone signed in. Condition: visible nodes only. A token needs the scope read.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{alert_id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Acknowledge an alert: nobody else is notified of it
         * @description Allowed for: everyone signed in. Condition: one of its nodes is visible. A token needs the scope decide.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List active silences
         * @description Allowed for: everyone signed in. Condition: visible nodes only. A token needs the scope read.
         */
        get: operations["listAlertSilences"];
        put?: never;
        /**
         * Silence a rule, a node or nodes with a label for a time
         * @description Allowed for: approver, owner of the node. Condition: an owner without that role only those of a node of theirs. A token needs the scope decide.
         */
        post: operations["silenceAlerts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-silences/{silence_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End a silence now
         * @description Allowed for: approver, owner of the node. Condition: an owner without that role only those of a node of theirs. A token needs the scope decide.
         */
        delete: operations["endAlertSilence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List alert rules
         * @description Allowed for: everyone signed in. Condition: visible nodes only. A token needs the scope read.
         */
        get: operations["listAlertRules"];
        put?: never;
        /**
         * Create an alert rule; it takes effect within seconds
         * @description Allowed for: admin, owner of the node. Condition: an owner only those of a node of theirs. A token needs the scope admin.
         */
        post: operations["createAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-rules/{rule_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Replace an alert rule
         * @description Allowed for: admin, owner of the node. Condition: an owner only those of a node of theirs. A token needs the scope admin.
         */
        put: operations["changeAlertRule"];
        post?: never;
        /**
         * Delete an alert rule; its past alerts stay in the history
         * @description Allowed for: admin, owner of the node. Condition: an owner only those of a node of theirs. A token needs the scope admin.
         */
        delete: operations["deleteAlertRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alert-rules/{rule_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test message to everyone this rule would notify, and answer what came of it
         * @description Allowed for: admin, owner of the node. Condition: an owner only those of a node of theirs. A token needs the scope admin.
         */
        post: operations["testAlertRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get this description (OpenAPI 3.1)
         * @description Anyone, without a token.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the process answers
         * @description Anyone, without a token.
         */
        get: operations["getLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check that the database answers
         * @description Anyone, without a token.
         */
        get: operations["getReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Job: {
            /** Format: uuid */
            job_id: string;
            target_node_did: string;
            requester_did: string;
            task_name: string;
            params: unknown;
            status: string;
            status_history: unknown;
            created_at: string | null;
            completed_at: string | null;
            reason: string | null;
            started_at: string | null;
            progress: {
                percent: number | null;
                message: string | null;
            };
            result: unknown;
            revision: number;
            /** @description When it may run; null: at any time */
            window: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                time_zone: string;
            } | null;
            expires_at: string | null;
            /** @description The digest of the approval document, in hex; `unreadable` where nobody can review it */
            approval_hash: string;
            /** @description Whether it helped; null while that is not settled, and for a job that has not run */
            settled_verdict: ("fixed" | "no_change" | "worse" | "not_enough_data") | null;
            /** @description When the illness was back, if it was within 7 d */
            came_back_at: string | null;
            /** @description Its requester has to answer a question before it is decided */
            needs_information: boolean;
            /** @description false: the audit log does not bear out this job: its request, parameters, moves and votes, and for a single job its details; trust none of it */
            in_log: boolean;
        };
        RestrictedJob: {
            /** Format: uuid */
            job_id: string;
            status: string;
            created_at: string | null;
            started_at: string | null;
            completed_at: string | null;
            /** @constant */
            restricted: true;
        };
        JobDetail: {
            /** Format: uuid */
            job_id: string;
            target_node_did: string;
            requester_did: string;
            task_name: string;
            params: unknown;
            status: string;
            status_history: unknown;
            created_at: string | null;
            completed_at: string | null;
            reason: string | null;
            started_at: string | null;
            progress: {
                percent: number | null;
                message: string | null;
            };
            result: unknown;
            revision: number;
            /** @description When it may run; null: at any time */
            window: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                time_zone: string;
            } | null;
            expires_at: string | null;
            /** @description The digest of the approval document, in hex; `unreadable` where nobody can review it */
            approval_hash: string;
            /** @description Whether it helped; null while that is not settled, and for a job that has not run */
            settled_verdict: ("fixed" | "no_change" | "worse" | "not_enough_data") | null;
            /** @description When the illness was back, if it was within 7 d */
            came_back_at: string | null;
            /** @description Its requester has to answer a question before it is decided */
            needs_information: boolean;
            /** @description false: the audit log does not bear out this job: its request, parameters, moves and votes, and for a single job its details; trust none of it */
            in_log: boolean;
            document: ({
                /** @constant */
                version: 3;
                /** Format: uuid */
                job_id: string;
                revision: number;
                task: string;
            } & {
                [key: string]: unknown;
            }) | null;
            /** @description The first 66 bits of the approval hash as six words; empty without one */
            fingerprint: string[];
            /** @description What differs from the revision before */
            changes: {
                what: string;
                before: string | null;
                after: string | null;
            }[];
            /** @description null: nobody asked what this would change */
            dry_run: {
                /** @enum {string} */
                state: "waiting" | "given_up" | "found" | "wrong";
                /** @description How long approvals wait for it, or waited */
                until: string | null;
                /** @description What the node found out that this would change; `document.dry_run` names its digest */
                result: {
                    /** @constant */
                    version: 1;
                    job_id: string;
                    revision: number;
                    node: string;
                    offer_digest: string;
                    ran: string[] | null;
                    /** @enum {string} */
                    how: "ended" | "timed_out" | "not_started" | "interrupted";
                    exit_code: number | null;
                    output: string;
                    omitted_lines: number;
                    started_at: string;
                    seconds: number;
                } | null;
                /** @description How it is not the one that the document names */
                problem: string | null;
            } | null;
            /** @description Whether it helped, also while that is preliminary; null as long as nobody has looked */
            verdict: components["schemas"]["Verdict"] | null;
            /** @description The argument vector that the agent says it ran */
            ran: string[] | null;
            /** @description Why nobody can approve it as it stands; null when somebody could, or it is decided */
            cannot_be_approved: string | null;
            /** @description What an approval of yours would be; null if you cannot approve it */
            your_approval: {
                /** @description Whether the node counts your approval, by the pins that its agent has announced; null without any */
                on_node: {
                    /**
                     * @description `no`: it is refused here, too; `group`: it counts for a group on this server alone
                     * @enum {string}
                     */
                    counts: "yes" | "no" | "unknown" | "group";
                    /** @description Those of your keys with which it counts */
                    keys: string[];
                    /** @description In words, with what to do */
                    why: string;
                } | null;
                /** @description The same of an emergency approval */
                in_emergency_on_node: {
                    /**
                     * @description `no`: it is refused here, too; `group`: it counts for a group on this server alone
                     * @enum {string}
                     */
                    counts: "yes" | "no" | "unknown" | "group";
                    /** @description Those of your keys with which it counts */
                    keys: string[];
                    /** @description In words, with what to do */
                    why: string;
                } | null;
                /** @description Why your approval would not be signed any more; null with a key, and if you never had one */
                not_signed: string | null;
            } | null;
            consent: {
                met: boolean;
                /** @description What its rules still require; null when nothing */
                lacks: string | null;
                needed: {
                    /** @description null: the owners of the node and their delegates */
                    group: string | null;
                    votes: number;
                    given: number;
                }[];
                votes: {
                    person_did: string;
                    person_name: string;
                    /** @enum {string} */
                    decision: "approve" | "reject";
                    reason: string | null;
                    /** Format: date-time */
                    decided_at: string;
                    revision: number;
                    withdrawn_at: string | null;
                    /** @description The policy of the voter that gave this vote; `signature` is then that of the policy */
                    policy: {
                        /** Format: uuid */
                        policy_id: string;
                        name: string;
                        revision: number;
                        /** @description {policy, key, signature}; null once the vote was withdrawn, or where it names a node that is hidden from you */
                        signed: unknown | null;
                    } | null;
                    /**
                     * @description `bad`: it is not a signature of this decision
                     * @enum {string}
                     */
                    signature: "unsigned" | "verified" | "bad";
                    /** @description By how many seconds what was signed is dated after it arrived, below 0 before; null if unsigned or within 30 s */
                    clock_difference: number | null;
                    /** @description Null where it is not signed, and once it was withdrawn */
                    signed: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Why the vote does not count; null when it does */
                    does_not_count: string | null;
                }[];
                /** @description Approvals without the owner; those that wait for their review come first */
                emergency: {
                    person_did: string;
                    person_name: string;
                    reason: string;
                    /** Format: date-time */
                    approved_at: string;
                    revision: number;
                    /**
                     * @description `bad`: it is not a signature of this decision
                     * @enum {string}
                     */
                    signature: "unsigned" | "verified" | "bad";
                    /** @description By how many seconds what was signed is dated after it arrived, below 0 before; null if unsigned or within 30 s */
                    clock_difference: number | null;
                    signed: {
                        [key: string]: unknown;
                    } | null;
                    /** @description Null: it waits for its review */
                    review: {
                        person_did: string;
                        person_name: string | null;
                        /** Format: date-time */
                        reviewed_at: string;
                        /** @enum {string} */
                        verdict: "justified" | "not_justified";
                        text: string | null;
                    } | null;
                }[];
                /** @description Whose signatures the node requires besides, as its agent says now; null: it trusts the server, as far as is known */
                pins: {
                    required: number;
                    owners: {
                        person: string;
                        keys: string[];
                    }[];
                    emergency: number;
                    emergency_pins?: {
                        required: number;
                        keys: {
                            person: string;
                            key: string;
                        }[];
                    };
                    delegation?: boolean;
                    policies?: boolean;
                } | null;
            };
        };
        Verdict: {
            /** @enum {string} */
            verdict: "fixed" | "no_change" | "worse" | "not_enough_data";
            /** @description The verdict with what it rests on, in words */
            sentence: string;
            /** @description Null while it is preliminary, for 6 h after the end of the run */
            settled_at: string | null;
            /**
             * Format: date-time
             * @description Reports up to this time were looked at
             */
            looked_until: string;
            /** @description Null when nothing more is to be seen */
            next_look_at: string | null;
            /** @description What the node said when the run began; null: nothing three reports agree on */
            before: {
                status: string;
                /** @description Its code */
                diagnosis: string | null;
                /** Format: date-time */
                since: string;
            } | null;
            after: {
                status: string;
                /** @description Its code */
                diagnosis: string | null;
                /** Format: date-time */
                since: string;
            } | null;
            /** @description When the illness was gone */
            gone_at: string | null;
            /** @description When it was back, within 7 d */
            back_at: string | null;
            /** @description Medians, in the unit of the metric; the one that the diagnosis names comes first; rates of counters */
            figures: {
                metric: string;
                before: number;
                during: number | null;
                after: number;
                /** @description At the same hours of the days before */
                usual_change: number | null;
                usual_spread: number | null;
                /** @description Null with fewer than 5 days to compare */
                reads: ("as_usual" | "higher" | "lower") | null;
            }[];
        };
        JobComment: {
            /** Format: uuid */
            comment_id: string;
            person_did: string;
            person_name: string;
            /** Format: date-time */
            at: string;
            /** @description Plain text, never markup */
            text: string;
            /** @description Whom its text mentions */
            mentioned: {
                person_did: string;
                person_name: string;
            }[];
            /** @description It is a question to the requester */
            asks: boolean;
            /** @description It is a question, and the request waits for its answer */
            open: boolean;
            answered_at: string | null;
        };
        Flow: {
            total: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                requested: number;
                /** @description What became of the requests so far */
                outcomes: {
                    completed: number;
                    failed: number;
                    lost: number;
                    rejected: number;
                    expired: number;
                    cancelled: number;
                    open: number;
                    other: number;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                decision: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                start: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                run: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                verdict: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                whole: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
            };
            /** @description By the time of the request */
            buckets: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                requested: number;
                /** @description What became of the requests so far */
                outcomes: {
                    completed: number;
                    failed: number;
                    lost: number;
                    rejected: number;
                    expired: number;
                    cancelled: number;
                    open: number;
                    other: number;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                decision: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                start: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                run: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                verdict: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                whole: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
            }[];
            tasks: {
                task: string;
                requested: number;
                /** @description What became of the requests so far */
                outcomes: {
                    completed: number;
                    failed: number;
                    lost: number;
                    rejected: number;
                    expired: number;
                    cancelled: number;
                    open: number;
                    other: number;
                };
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                run: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
            }[];
            people: {
                did: string;
                name: string;
                approved: number;
                rejected: number;
                /** @description How long a step took: how many took it, and the 50th and 90th percentile by nearest rank */
                waited: {
                    count: number;
                    /** @description Seconds */
                    p50: number | null;
                    /** @description Seconds */
                    p90: number | null;
                };
                /** @description Decisions less than five seconds after the request and the decision before */
                quick: number;
            }[];
            /** @description What waits for a decision now, by how long it has waited */
            waiting: {
                hour: number;
                day: number;
                three_days: number;
                longer: number;
                /** @description Seconds */
                oldest_seconds: number | null;
            };
            /** @description Whether the range has more requests than are counted, which are the newest */
            cut: boolean;
        };
        Campaign: {
            /** Format: uuid */
            campaign_id: string;
            name: string;
            task_name: string;
            params: unknown;
            reason: string;
            requester: {
                did: string;
                name: string;
            } | null;
            /** Format: date-time */
            created_at: string;
            /** @enum {string} */
            state: "running" | "paused" | "stopped" | "cancelled" | "finished";
            /** Format: date-time */
            state_at: string;
            /** @description Who paused, resumed or cancelled it; null: the clock */
            state_by: {
                did: string;
                name: string;
            } | null;
            /** @description In their words; of the clock `failures` or `worse` */
            state_reason: string | null;
            /** @description Since when none of its jobs can start or runs */
            ended_at: string | null;
            wave_size: number;
            pause_minutes: number;
            wait_minutes: number;
            at_once: number | null;
            stop_failures: number | null;
            stop_worse: boolean;
            waves: number;
            /** @description The last that has begun */
            wave: number | null;
            /** @description By status, on nodes that the viewer may see */
            jobs: {
                [key: string]: number;
            };
            /** @description Of them, those judged Worse */
            worse: number;
        };
        Ingested: {
            accepted: number;
            duplicates: number;
            rejected: {
                index: number;
                error: string;
                fields: {
                    path: string;
                    message: string;
                }[];
            }[];
            warnings: {
                index: number;
                error: string;
                fields: {
                    path: string;
                    message: string;
                }[];
            }[];
        };
        __schema0: {
            [key: string]: components["schemas"]["__schema1"];
        };
        __schema1: {
            /** @constant */
            type: "string";
            title?: string;
            description?: string;
            enum?: string[];
            minLength?: number;
            maxLength?: number;
            pattern?: string;
            /** @enum {string} */
            format?: "date" | "date-time" | "email" | "hostname" | "ipv4" | "ipv6" | "secret" | "uri" | "uuid";
            default?: string;
        } | {
            /** @enum {string} */
            type: "number" | "integer";
            title?: string;
            description?: string;
            minimum?: number;
            maximum?: number;
            default?: number;
        } | {
            /** @constant */
            type: "boolean";
            title?: string;
            description?: string;
            default?: boolean;
        } | {
            /** @constant */
            type: "array";
            title?: string;
            description?: string;
            items: components["schemas"]["__schema1"];
            minItems?: number;
            maxItems?: number;
        } | {
            /** @constant */
            type: "object";
            title?: string;
            description?: string;
            properties: components["schemas"]["__schema0"];
            /** @default [] */
            required: string[];
            /**
             * @default false
             * @constant
             */
            additionalProperties: false;
            allOf?: {
                if: {
                    properties: {
                        [key: string]: {
                            const: string | number | boolean;
                        } | {
                            enum: (string | number | boolean)[];
                        };
                    };
                    required?: string[];
                };
                then?: {
                    required?: string[];
                    properties?: {
                        [key: string]: false;
                    };
                };
                else?: {
                    required?: string[];
                    properties?: {
                        [key: string]: false;
                    };
                };
            }[];
        };
        ClaimedJob: {
            /** Format: uuid */
            job_id: string;
            target_node_did: string;
            requester_did: string;
            task_name: string;
            params: unknown;
            status: string;
            created_at: string | null;
            completed_at: string | null;
            /** @description When it may run; null: at any time */
            window: {
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
                time_zone: string;
            } | null;
            expires_at: string | null;
            /** @description The digest of the approval document, in hex; `unreadable` where nobody can review it */
            approval_hash: string;
            /** @description Exactly what an approval covers, as docs/consent-format.md says */
            document: {
                /** @constant */
                version: 3;
                /** Format: uuid */
                job_id: string;
                revision: number;
                task: string;
            } & {
                [key: string]: unknown;
            };
            votes: {
                [key: string]: unknown;
            }[];
            delegations: unknown[];
            policies: unknown[];
        };
        Node: {
            node_did: string;
            name: string | null;
            labels: {
                [key: string]: string;
            };
            /** @description The DID of the person who has owned it longest */
            owner: string | null;
            /** @description DIDs */
            owners: string[];
            /** @description Its status, Silent when no report has arrived for too long, or Unknown when none that arrived says how it is now */
            state: string;
            /** @description The status of its latest report: the newest that was at most 5 minutes ahead of its arrival */
            status: string | null;
            status_since: string | null;
            /** @description While its last eight changes of status lie within two hours: the worst of them, by which the list is sorted */
            flaps_to: string | null;
            /** @description The time of its latest report */
            timestamp: string | null;
            /** @description When a report of it last arrived, by the database’s clock */
            heard_at: string | null;
            /** @description Seconds since then */
            age_seconds: number | null;
            /** @description How far its clock runs ahead, where that is over a minute */
            clock_ahead_seconds: number | null;
            /** @description How old its latest report was on arrival, where that is over a minute and over its interval */
            clock_behind_seconds: number | null;
            metrics: unknown;
            diagnosis: unknown;
            /** @description Null while another program has locked the table of jobs */
            open_jobs: {
                pending: number;
                approved: number;
                running: number;
                lost: number;
            } | null;
            /** @description Out of service since then */
            retired_at: string | null;
            retired_reason: string | null;
        };
        OneNode: {
            node_did: string;
            name: string | null;
            labels: {
                [key: string]: string;
            };
            /** @description The DID of the person who has owned it longest */
            owner: string | null;
            /** @description DIDs */
            owners: string[];
            /** @description Its status, Silent when no report has arrived for too long, or Unknown when none that arrived says how it is now */
            state: string;
            /** @description The status of its latest report: the newest that was at most 5 minutes ahead of its arrival */
            status: string | null;
            status_since: string | null;
            /** @description While its last eight changes of status lie within two hours: the worst of them, by which the list is sorted */
            flaps_to: string | null;
            /** @description The time of its latest report */
            timestamp: string | null;
            /** @description When a report of it last arrived, by the database’s clock */
            heard_at: string | null;
            /** @description Seconds since then */
            age_seconds: number | null;
            /** @description How far its clock runs ahead, where that is over a minute */
            clock_ahead_seconds: number | null;
            /** @description How old its latest report was on arrival, where that is over a minute and over its interval */
            clock_behind_seconds: number | null;
            metrics: unknown;
            diagnosis: unknown;
            /** @description Null while another program has locked the table of jobs */
            open_jobs: {
                pending: number;
                approved: number;
                running: number;
                lost: number;
            } | null;
            /** @description Out of service since then */
            retired_at: string | null;
            retired_reason: string | null;
            /** @description The time of its newest report, where that is yet to come: its series reach up to there */
            newest_ahead: string | null;
            /** @description Whose signatures its agent says that it requires, from its own tasks file; null: nobody’s, as far as is known */
            consent: {
                required: number;
                owners: {
                    person: string;
                    keys: string[];
                }[];
                emergency: number;
                emergency_pins?: {
                    required: number;
                    keys: {
                        person: string;
                        key: string;
                    }[];
                };
                delegation?: boolean;
                policies?: boolean;
            } | null;
        };
        Series: {
            node: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            time_zone: string;
            step_seconds: number;
            /** @enum {string} */
            tier: "raw" | "5m" | "1h" | "6h" | "1d";
            open: boolean;
            /** @description Epoch seconds of the start of each bucket */
            t: number[];
            reports: number[];
            worst: (string | null)[];
            /** @description Epoch seconds: whole buckets in a row without a report although some were due */
            gaps: {
                from: number;
                to: number;
            }[];
            /** @description Without `metrics`, at most 100 are read; true if the range has others: name those you want */
            more_metrics: boolean;
            /** @description By the name of the metric */
            series: {
                [key: string]: {
                    unit: string;
                    /** @description Epoch seconds of the start of each bucket */
                    t: number[];
                    count: number[];
                    min: (number | null)[];
                    avg: (number | null)[];
                    max: (number | null)[];
                    missing: (("no_report" | "not_yet" | "unknown" | "no_value" | "maintenance") | null)[];
                };
            };
        };
        Report: {
            /** Format: uuid */
            report_id: string;
            target_node_did: string;
            timestamp: string | null;
            status: string;
            metrics: unknown;
            diagnosis: unknown;
            raw_report: unknown;
            /** @description How far its time was ahead of its arrival, where that was over 5 minutes: never the latest */
            ahead_seconds: number | null;
            /** @description Its metrics, diagnosis and raw_report are longer than an answer may be, and are null here */
            left_out: boolean;
        };
        ConsentChange: {
            /** Format: uuid */
            change_id: string;
            /** @enum {string} */
            kind: "add_owner" | "remove_owner" | "restrict" | "label" | "remove_rule" | "change_rule";
            node_did: string | null;
            /** @description The person, the labels, the rule, or whether the node is restricted */
            what: unknown;
            reason: string | null;
            /** @description A DID; null: at the server’s terminal */
            asked_by: string | null;
            /** Format: date-time */
            asked_at: string;
            /**
             * Format: date-time
             * @description When it takes effect if nobody has refused it; if it still waits a minute later and it cannot be carried out, the log of the server says why
             */
            due_at: string;
            /** @enum {string} */
            state: "waiting" | "agreed" | "refused" | "withdrawn" | "done";
            decided_by: string | null;
            decided_at: string | null;
            done_at: string | null;
            /** @description What an owner signs the digest of */
            document: string;
            digest: string;
            /** @description The decision that was signed, or null */
            signed: unknown;
        };
        Annotation: {
            /** Format: uuid */
            annotation_id: string;
            node_did: string | null;
            label: string | null;
            /** Format: date-time */
            at: string;
            until: string | null;
            text: string;
            /** @description The name of whoever wrote it; null once they are gone */
            by: string | null;
            /** Format: date-time */
            created_at: string;
        };
        View: {
            /** Format: uuid */
            view_id: string;
            name: string;
            /** @enum {string} */
            page: "fleet" | "map" | "board" | "compare";
            query: string;
            /** @description The path of the page with this query */
            href: string;
            shared: boolean;
            own: boolean;
            /** @description The name of whoever saved it */
            by: string;
            /** Format: date-time */
            created_at: string;
        };
        WallLink: {
            /** Format: uuid */
            link_id: string;
            name: string;
            /** @enum {string} */
            page: "fleet" | "map";
            query: string;
            embed: string[];
            /** @description The DID of the administrator whose view it shows */
            created_by: string;
            /** Format: date-time */
            created_at: string;
            /** @description Null: never */
            expires_at: string | null;
            revoked_at: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            /**
             * @description `dead`: whoever created it is disabled or no longer an administrator
             * @enum {string}
             */
            state: "works" | "dead" | "expired" | "revoked";
        };
        Comparison: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            time_zone: string;
            step_seconds: number;
            /** @enum {string} */
            tier: "raw" | "5m" | "1h" | "6h" | "1d";
            open: boolean;
            /** @description Epoch seconds of the start of each bucket */
            t: number[];
            nodes: {
                node: string;
                name: string | null;
                reports: number[];
                worst: (string | null)[];
                /** @description Epoch seconds: whole buckets in a row without a report although some were due */
                gaps: {
                    from: number;
                    to: number;
                }[];
                /** @description By the name of the metric */
                series: {
                    [key: string]: {
                        unit: string;
                        /** @description Epoch seconds of the start of each bucket */
                        t: number[];
                        count: number[];
                        min: (number | null)[];
                        avg: (number | null)[];
                        max: (number | null)[];
                        missing: (("no_report" | "not_yet" | "unknown" | "no_value" | "maintenance") | null)[];
                    };
                };
                /** @description The period of the same length before, bucket by bucket; null unless `previous` asks for it */
                previous: {
                    /** @description Epoch seconds of the start of each bucket */
                    t: number[];
                    reports: number[];
                    gaps: {
                        from: number;
                        to: number;
                    }[];
                    /** @description By the name of the metric */
                    series: {
                        [key: string]: {
                            unit: string;
                            /** @description Epoch seconds of the start of each bucket */
                            t: number[];
                            count: number[];
                            min: (number | null)[];
                            avg: (number | null)[];
                            max: (number | null)[];
                            missing: (("no_report" | "not_yet" | "unknown" | "no_value" | "maintenance") | null)[];
                        };
                    };
                } | null;
            }[];
            /** @description Nodes of the query that do not exist for the caller */
            unknown: string[];
            /** @description Nodes of the label beyond the first 50, worst first */
            left_out: number;
        };
        NodeConsent: {
            node_did: string;
            restricted: boolean;
            /** @description DIDs */
            owners: string[];
            delegations: {
                /** Format: uuid */
                delegation_id: string;
                owner_did: string;
                delegate_did: string;
                /** Format: date-time */
                valid_from: string;
                /** Format: date-time */
                valid_until: string;
                /** @description Its owner has signed it: only then it counts on a node with pins */
                signed: boolean;
            }[];
            windows: {
                /** Format: uuid */
                window_id: string;
                name: string;
                weekdays: number[];
                start_minute: number;
                duration_minutes: number;
                time_zone: string;
            }[];
            /** @description Names of the rules that apply to it */
            rules: string[];
        };
        Group: {
            /** Format: uuid */
            group_id: string;
            name: string;
            /** @description DIDs */
            members: string[];
            /** @description Names of the rules that need it */
            rules: string[];
        };
        Rota: {
            /** Format: uuid */
            group_id: string;
            name: string;
            /** @description The DID of who is on duty now; null: nobody of the rota can vote */
            on_duty: string | null;
            /** @description The next hand-overs */
            next: {
                /** Format: date-time */
                at: string;
                /** @description A DID */
                person: string;
            }[];
            /** @description In the order of their turns */
            people: string[];
            turn_days: number;
            starts_on: string;
            handover: string;
            time_zone: string;
            escalate_minutes: number;
            /** @description Those that are not over */
            swaps: {
                /** Format: uuid */
                swap_id: string;
                /** @description A DID */
                person: string;
                /** @description A DID */
                instead_of: string;
                /** Format: date-time */
                starts: string;
                /** Format: date-time */
                ends: string;
            }[];
        };
        Rule: {
            /** Format: uuid */
            rule_id: string;
            version: number;
            name: string;
            task_name: string | null;
            label_key: string | null;
            label_value: string | null;
            least_risk: ("low" | "medium" | "high") | null;
            owners: number;
            groups: {
                group: string;
                votes: number;
            }[];
        };
        RuleVersion: {
            version: number;
            name: string;
            task_name: string | null;
            label_key: string | null;
            label_value: string | null;
            least_risk: ("low" | "medium" | "high") | null;
            owners: number;
            groups: {
                group: string;
                votes: number;
            }[];
            reason: string | null;
            /** @description A DID; null: at the server’s terminal, or a program that did not say */
            changed_by: string | null;
            /** Format: date-time */
            changed_at: string;
            /** @description The owners of its nodes were asked about it first */
            asked: boolean;
        };
        Policy: {
            /** Format: uuid */
            policy_id: string;
            name: string;
            person: {
                did: string;
                name: string;
            };
            /** @description Newest first; only the newest can be in force */
            revisions: {
                revision: number;
                /** @enum {string} */
                state: "waits" | "in force" | "over" | "ended" | "replaced";
                /** @description SHA-256 of what was signed, in hex */
                digest: string;
                /** @description {policy, key, signature}, as docs/consent-format.md has it */
                signed: unknown;
                /** Format: date-time */
                signed_at: string;
                /** @description When its owner ended it, replaced it or revoked its key */
                ended_at: string | null;
                /** @description How many jobs it has approved */
                approvals: number;
            }[];
        };
        AuditEntry: {
            event_id: number;
            stream: string;
            seq: number;
            /** @description What the entry says of its time */
            at: string | null;
            kind: string;
            sentence: string;
            actor_did: string | null;
            node_did: string | null;
            job_id: string | null;
            /** @description The JSON text that was hashed */
            body: string;
            prev_hash: string | null;
            hash: string;
            /** @description The hash follows from prev_hash and body */
            hash_matches: boolean;
            /** @description prev_hash is the hash of the entry before in its chain */
            prev_matches: boolean;
            /** @description null: no checkpoint covers the entry yet */
            checkpoint: {
                checkpoint_no: number;
                created_at: string;
                matches: boolean;
            } | null;
        };
        AuditVerification: {
            run_id: number;
            /** Format: date-time */
            asked_at: string;
            /** @description null: the nightly run */
            asked_by: string | null;
            started_at: string | null;
            ended_at: string | null;
            outcome: ("done" | "stopped" | "failed" | "interrupted") | null;
            stopping: boolean;
            progress: {
                /** @enum {string} */
                step: "entries" | "jobs";
                done: number;
                of: number;
            } | null;
            report: {
                checks: {
                    /** @enum {string} */
                    name: "entries" | "checkpoints" | "rights" | "jobs" | "reports" | "heads";
                    count: number;
                    ms: number;
                    found: number;
                }[];
                found: number;
                findings: {
                    /** @enum {string} */
                    check: "entries" | "checkpoints" | "rights" | "jobs" | "reports" | "heads";
                    kind: string;
                    event_id: number | null;
                    stream: string | null;
                    seq: number | null;
                    checkpoint_no: number | null;
                    detail: string;
                    /** @description Names the finding from one verification to the next */
                    id: string;
                    notes: {
                        at: string;
                        actor_did: string | null;
                        /** @description What was done about it */
                        note: string;
                    }[];
                }[];
                last_event_id: number | null;
                uncovered: number;
                jobs_before_log: number;
            } | null;
        };
        Person: {
            /** @description Of an invitation, which has no DID and no name yet */
            invitation_id: string | null;
            did: string | null;
            name: string | null;
            email: string;
            /** @enum {string} */
            role: "operator" | "approver" | "admin";
            /** @enum {string} */
            state: "active" | "invited" | "disabled";
            erased: boolean;
            /** @description Why they were disabled or enabled last */
            state_reason: string | null;
            /** Format: date-time */
            created_at: string;
            last_sign_in_at: string | null;
            disabled_at: string | null;
            /** @description When the link of an invitation stops working */
            expires_at: string | null;
            /** @description How many they own */
            nodes: number;
            sessions: number;
            /** @description Whether the password needs a code beside it */
            second_factor: boolean;
            passkeys: number;
        };
        Invitation: {
            /** Format: uuid */
            invitation_id: string;
            email: string;
            /** @enum {string} */
            role: "operator" | "approver" | "admin";
            /** Format: date-time */
            expires_at: string;
            /** @description Shown this once; null when it was sent by mail */
            link: string | null;
            warnings: string[];
        };
        Session: {
            session_id: string;
            /** Format: date-time */
            created_at: string;
            /**
             * Format: date-time
             * @description Prolonged once a day while it is used
             */
            updated_at: string;
            /** Format: date-time */
            expires_at: string;
            ip_address: string | null;
            user_agent: string | null;
        };
        PersonExport: {
            /** Format: date-time */
            exported_at: string;
            person: {
                did: string;
                name: string;
                email: string;
                /** @enum {string} */
                role: "operator" | "approver" | "admin";
                /** Format: date-time */
                created_at: string;
                last_sign_in_at: string | null;
                disabled_at: string | null;
                state_reason: string | null;
            };
            lists: {
                [key: string]: unknown[];
            };
            /** @description Lists of which only the newest 10,000 entries are here */
            cut: string[];
        };
        Token: {
            /** Format: uuid */
            token_id: string;
            name: string | null;
            /** @description The node whose agent has it */
            node_did: string | null;
            /** @description The person who has it */
            person_did: string | null;
            scopes: ("read" | "report" | "jobs" | "decide" | "admin")[];
            /** Format: date-time */
            created_at: string;
            /** @description Null: never */
            expires_at: string | null;
            revoked_at: string | null;
            /** @description To the minute */
            last_used_at: string | null;
            /** @enum {string} */
            state: "valid" | "disabled" | "expired" | "revoked";
        };
        CreatedToken: {
            /** Format: uuid */
            token_id: string;
            /** @description Shown this once */
            token: string;
            scopes: ("read" | "report" | "jobs" | "decide" | "admin")[];
            /** @description Null: never */
            expires_at: string | null;
        };
        RotatedToken: {
            /** Format: uuid */
            token_id: string;
            /** @description Shown this once */
            token: string;
            scopes: ("read" | "report" | "jobs" | "decide" | "admin")[];
            /** @description Null: never */
            expires_at: string | null;
            /**
             * Format: date-time
             * @description When the old token ends at the latest
             */
            old_expires_at: string;
        };
        Key: {
            /** Format: uuid */
            key_id: string;
            /** @description The did:key */
            key: string;
            /** @enum {string} */
            kind: "ed25519" | "p256" | "passkey";
            name: string;
            /** Format: date-time */
            enrolled_at: string;
            /** @description Null: never */
            expires_at: string | null;
            revoked_at: string | null;
            last_used_at: string | null;
            /** @description When a passkey said that it had signed no more often than before: there may be a copy of it */
            counter_fell_at: string | null;
        };
        EnrolledKey: {
            /** Format: uuid */
            key_id: string;
            /** @description The did:key */
            key: string;
            /** @enum {string} */
            kind: "ed25519" | "p256" | "passkey";
            name: string;
            /** Format: date-time */
            enrolled_at: string;
            /** @description Null: never */
            expires_at: string | null;
            revoked_at: string | null;
            last_used_at: string | null;
            /** @description When a passkey said that it had signed no more often than before: there may be a copy of it */
            counter_fell_at: string | null;
            /** @description Such as a mail to somebody who owns nodes with you that was not sent */
            warnings: string[];
        };
        Channel: {
            /** Format: uuid */
            channel_id: string;
            /** @enum {string} */
            kind: "mail" | "browser" | "webhook" | "slack";
            /** @description Made by an administrator, for all */
            shared: boolean;
            name: string;
            /** @description The mail address, or the host that is called */
            address: string | null;
            /** @description Null: all */
            kinds: string[] | null;
            /** @enum {string} */
            least_severity: "info" | "warning" | "critical";
            /** @enum {string} */
            nodes: "all" | "owned" | "label";
            label: string | null;
            quiet: {
                start: string;
                end: string;
                time_zone: string;
            } | null;
            enabled: boolean;
            /** Format: date-time */
            created_at: string;
            /** @description Why nothing can arrive there */
            problem: string | null;
            /** @description What became of its last message */
            last: {
                /** @enum {string} */
                state: "waiting" | "sent" | "failed";
                /** Format: date-time */
                at: string;
                answer: string | null;
            } | null;
        };
        DeliveryState: {
            /**
             * Format: uuid
             * @description Also the webhook-id, the same in every attempt
             */
            delivery_id: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "failed";
            attempts: number;
            /** @description When it is tried next; null once it has ended */
            next_at: string | null;
            /** @description What came of the last attempt */
            answer: string | null;
            ended_at: string | null;
        };
        Delivery: {
            /**
             * Format: uuid
             * @description Also the webhook-id, the same in every attempt
             */
            delivery_id: string;
            /** @enum {string} */
            state: "waiting" | "sent" | "failed";
            attempts: number;
            /** @description When it is tried next; null once it has ended */
            next_at: string | null;
            /** @description What came of the last attempt */
            answer: string | null;
            ended_at: string | null;
            /** Format: uuid */
            channel_id: string;
            channel: string;
            /** @description Null: about nodes that you may not see */
            title: string | null;
            notices: number;
            /** Format: date-time */
            created_at: string;
        };
        Alert: {
            /** Format: uuid */
            alert_id: string;
            rule: {
                /** Format: uuid */
                rule_id: string;
                /** @description The rule as a sentence */
                text: string;
                /** @enum {string} */
                severity: "info" | "warning" | "critical";
            };
            /** @enum {string} */
            state: "firing" | "silenced" | "ended";
            /**
             * Format: date-time
             * @description By the reports of the first node
             */
            started_at: string;
            ended_at: string | null;
            /** @description Those that the viewer may see */
            nodes: number;
            /** @description Of them, those where it is still firing */
            firing: number;
            first: {
                node_did: string;
                name: string | null;
                value: number | null;
            }[];
            /** @description The label behind which it is one outage: all its nodes have it (docs/alerts.md) */
            shared: {
                label: string;
                /** @description How many of the nodes that the rule watches have it */
                nodes: number;
            } | null;
            /** @description How often it fired on the node where it did so most often */
            times: number;
            acknowledged: {
                by: {
                    did: string;
                    name: string;
                } | null;
                /** Format: date-time */
                at: string;
                text: string;
            } | null;
            /** @description What holds notifications about some or all of its nodes back */
            held: {
                silence_id: string | null;
                /** @description A job that runs on the node */
                job_id: string | null;
                /** @description The end of the maintenance window of the node */
                window_until: string | null;
            };
            told_at: string | null;
            told: {
                /** @description The person, or the shared channel */
                name: string;
                kind: string;
                /** Format: date-time */
                at: string;
                state: string;
                /** @description An escalation: nobody had acknowledged it */
                next: boolean;
            }[];
            /** @description When it escalates, unless it is acknowledged */
            next_at: string | null;
        };
        AlertSilence: {
            /** Format: uuid */
            silence_id: string;
            rule_id: string | null;
            node_did: string | null;
            label: string | null;
            reason: string;
            created_by: {
                did: string;
                name: string;
            } | null;
            /** Format: date-time */
            created_at: string;
            /** Format: date-time */
            until: string;
        };
        AlertRule: {
            /** Format: uuid */
            rule_id: string;
            /** @description The rule as a sentence */
            text: string;
            /** @enum {string} */
            severity: "info" | "warning" | "critical";
            /** @enum {string} */
            scope: "all" | "label" | "node";
            label: string | null;
            node_did: string | null;
            condition: {
                /** @constant */
                kind: "metric";
                metric: string;
                /**
                 * @description false: under the limit
                 * @default true
                 */
                over: boolean;
                limit: number;
                /**
                 * @description The recovery limit: it recovers on the other side of this; null: of the limit
                 * @default null
                 */
                recovery: number | null;
                /** @default 1 */
                minutes: number;
                /** @default 1 */
                of: number;
            } | {
                /** @constant */
                kind: "status";
                /** @enum {string} */
                status: "Warning" | "Error" | "Unknown";
                /** @default 1 */
                minutes: number;
                /** @default 1 */
                of: number;
            } | {
                /** @constant */
                kind: "diagnosis";
                /** @description null: any */
                code: string | null;
                /** @default 1 */
                minutes: number;
                /** @default 1 */
                of: number;
            } | {
                /** @constant */
                kind: "silence";
                /**
                 * @description Without a report; null: as soon as the node counts as silent
                 * @default null
                 */
                minutes: number | null;
            };
            keep_minutes: number;
            tell: {
                did: string;
                name: string;
            }[] | null;
            escalate_minutes: number | null;
            escalate_to: {
                did: string;
                name: string;
            }[] | null;
            during_jobs: boolean;
            during_windows: boolean;
            enabled: boolean;
            created_by: {
                did: string;
                name: string;
            } | null;
            /** Format: date-time */
            created_at: string;
            changed_by: {
                did: string;
                name: string;
            } | null;
            changed_at: string | null;
            fired: {
                /** @description Alerts in each of the last four weeks, the oldest first; null: before the rule was created */
                weeks: (number | null)[];
                /** @description Whether it ever fired */
                ever: boolean;
                /** @description More than 14 alerts in the last 7 days */
                noisy: boolean;
            };
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description What is wrong and what to do */
            detail: string;
            /** @description This request, as in the x-request-id of the answer and in the log */
            instance?: string;
            errors?: {
                path: string;
                message: string;
            }[];
            /** @description The nodes that have to be confirmed */
            nodes?: {
                node_did: string;
                name: string | null;
            }[];
            /** @description The present status of a job that has moved, or version of a rule that was changed */
            present?: string;
        };
    };
    responses: {
        /** @description The request is not valid */
        invalid: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Sign-in needed */
        unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed */
        forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not available right now */
        unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests */
        too_many: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found */
        not_found: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The state has changed */
        conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large */
        too_large: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported content type */
        unsupported: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listJobs: {
        parameters: {
            query?: {
                status?: "waiting" | string;
                node?: string;
                task?: string;
                requester?: string;
                owner?: string;
                decider?: string;
                label?: string;
                risk?: "low" | "medium" | "high";
                needs?: "information";
                from?: string;
                to?: string;
                q?: string;
                sort?: "newest" | "oldest";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        jobs: components["schemas"]["Job"][];
                        /** @description Jobs of this page that the caller requested on nodes that were then hidden from them */
                        restricted: components["schemas"]["RestrictedJob"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    requestJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    target_node_did: string;
                    task_name: string;
                    /** @default {} */
                    params?: Record<string, unknown>;
                    reason: string;
                    idempotency_key?: string;
                    window?: {
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end: string;
                        time_zone: string;
                    };
                    /** Format: date-time */
                    expires_at?: string;
                    /** Format: uuid */
                    retry_of?: string;
                    /** @description Find out first what it would change; approvals wait for that, for ten minutes at most */
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    exportJobs: {
        parameters: {
            query: {
                status?: "waiting" | string;
                node?: string;
                task?: string;
                requester?: string;
                owner?: string;
                decider?: string;
                label?: string;
                risk?: "low" | "medium" | "high";
                needs?: "information";
                from?: string;
                to?: string;
                q?: string;
                sort?: "newest" | "oldest";
                since?: "24h" | "7d" | "30d" | "90d";
                format: "csv" | "json";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too_many"];
            503: components["responses"]["unavailable"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobDetail"] | components["schemas"]["RestrictedJob"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    exportConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Exactly what an approval covers, as docs/consent-format.md says */
                        document: {
                            /** @constant */
                            version: 3;
                            /** Format: uuid */
                            job_id: string;
                            revision: number;
                            task: string;
                        } & {
                            [key: string]: unknown;
                        };
                        digest: string;
                        /** @description The signed votes of the node’s owners on the latest revision */
                        votes: {
                            [key: string]: unknown;
                        }[];
                        delegations: unknown[];
                        policies?: {
                            signed: unknown;
                            /** Format: date-time */
                            approved_at: string;
                        }[];
                        /** @description What the document names by its digest */
                        dry_run?: {
                            /** @constant */
                            version: 1;
                            job_id: string;
                            revision: number;
                            node: string;
                            offer_digest: string;
                            ran: string[] | null;
                            /** @enum {string} */
                            how: "ended" | "timed_out" | "not_started" | "interrupted";
                            exit_code: number | null;
                            output: string;
                            omitted_lines: number;
                            started_at: string;
                            seconds: number;
                        };
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    getJobLog: {
        parameters: {
            query?: {
                after?: number;
                before?: string;
                q?: string;
                limit?: number;
            };
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        job_id: string;
                        lines: {
                            /** @description Grows from line to line, with gaps */
                            seq: number;
                            /** Format: date-time */
                            at: string;
                            /** @enum {string} */
                            stream: "stdout" | "stderr" | "system";
                            /** @description May hold sequences for text colours (ESC [ … m) */
                            line: string;
                        }[];
                        /** @description `after` of the next page; null at the end */
                        next_after: number | null;
                        /** @description `before` of the page before it; null unless asked for by `before` */
                        next_before: number | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    downloadJobLog: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                        /** @description The agent has been asked to stop and has not confirmed yet */
                        cancel_requested: boolean;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    reviseJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    params?: Record<string, unknown>;
                    window?: {
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end: string;
                        time_zone: string;
                    } | null;
                    /** Format: date-time */
                    expires_at?: string;
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    skipDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, unknown>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    retryJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    idempotency_key?: string;
                    window?: {
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end: string;
                        time_zone: string;
                    };
                    /** Format: date-time */
                    expires_at?: string;
                    /** @description Find out first what it would change; approvals wait for that, for ten minutes at most */
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Job"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    resolveJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "Completed" | "Failed";
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    approveJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approval_hash: string;
                    reason?: string;
                    /** @description The signed decision, which whoever has a key for signing sends with an approval; without the owner its decision is `emergency` (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                        /** @description What its rules still require; null when nothing */
                        lacks: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    rejectJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approval_hash: string;
                    reason: string;
                    /** @description The signed decision, which whoever has a key for signing sends with an approval; without the owner its decision is `emergency` (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                        /** @description What its rules still require; null when nothing */
                        lacks: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    decideJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "reject";
                    reason?: string;
                    jobs: {
                        /** Format: uuid */
                        job_id: string;
                        approval_hash: string;
                        statement?: Record<string, unknown>;
                    }[];
                    list?: Record<string, unknown> | null;
                    signature?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of each job by itself, in the order sent */
                        results: {
                            /** Format: uuid */
                            job_id: string;
                            /** @description null: nothing was decided about it */
                            decided: {
                                /**
                                 * @description The status that the job has now
                                 * @enum {string}
                                 */
                                status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                                /** @description What its rules still require; null when nothing */
                                lacks: string | null;
                            } | null;
                            failure: {
                                kind: string;
                                detail: string;
                                /** @description The status that it has now, where that matters */
                                present: string | null;
                            } | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    withdrawApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    withdrawJobs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    job_ids: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Those of which it was not too late, and which the person may withdraw */
                        withdrawn: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    approveWithoutOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    approval_hash: string;
                    reason: string;
                    /** @description The signed decision, which whoever has a key for signing sends with an approval; without the owner its decision is `emergency` (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    reviewEmergency: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    verdict: "justified" | "not_justified";
                    review: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listComments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        comments: components["schemas"]["JobComment"][];
                        /** @description One of its questions is open */
                        needs_information: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    commentOnJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Plain text; `@` and a name or DID mentions somebody */
                    text: string;
                    /**
                     * @description Sends the request back to its requester as a question; nothing is voted
                     * @default false
                     */
                    asks?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        comment_id: string;
                        /** @description Whom its text mentions */
                        mentioned: {
                            person_did: string;
                            person_name: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        following: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    unfollowJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        following: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    getFlow: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Flow"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    downloadFlow: {
        parameters: {
            query?: {
                from?: string;
                to?: string;
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    listCampaigns: {
        parameters: {
            query?: {
                state?: "running" | "paused" | "stopped" | "cancelled" | "finished" | "open" | "all";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        campaigns: components["schemas"]["Campaign"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    startCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    task_name: string;
                    /** @default {} */
                    params?: Record<string, unknown>;
                    reason: string;
                    /** @description In the order of their waves; one that does not fit refuses them all */
                    nodes?: string[];
                    /** @description Instead of `nodes`; those that do not fit are left out, and the answer says why */
                    fleet?: {
                        q?: string;
                        state?: string;
                        label?: string;
                        /** @description A DID, `me` or `none` */
                        owner?: string;
                    };
                    /** @default 10 */
                    wave_size?: number;
                    /**
                     * @description Between two waves
                     * @default 30
                     */
                    pause_minutes?: number;
                    /**
                     * @description After which what has not started in a wave is skipped
                     * @default 1440
                     */
                    wait_minutes?: number;
                    /**
                     * @description How many may run at once; null: all of a wave
                     * @default null
                     */
                    at_once?: number | null;
                    /**
                     * @description How many Failed or Lost jobs stop it; null: none do
                     * @default 2
                     */
                    stop_failures?: number | null;
                    /**
                     * @description Whether a verdict Worse stops it
                     * @default true
                     */
                    stop_worse?: boolean;
                    window?: {
                        /** Format: date-time */
                        start: string;
                        /** Format: date-time */
                        end: string;
                        time_zone: string;
                    };
                    /** Format: date-time */
                    expires_at?: string;
                    idempotency_key?: string;
                    /** @description Each node that can finds out first what it would change; approvals of its job wait for that, for ten minutes at most */
                    dry_run?: boolean;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        jobs: number;
                        /** @description Of them, those that wait for what their node finds out */
                        dry_runs: number;
                        /** @description With `fleet` */
                        left_out: {
                            node_did: string;
                            why: string;
                        }[];
                    };
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        jobs: number;
                        /** @description Of them, those that wait for what their node finds out */
                        dry_runs: number;
                        /** @description With `fleet` */
                        left_out: {
                            node_did: string;
                            why: string;
                        }[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    readCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        name: string;
                        task_name: string;
                        params: unknown;
                        reason: string;
                        requester: {
                            did: string;
                            name: string;
                        } | null;
                        /** Format: date-time */
                        created_at: string;
                        /** @enum {string} */
                        state: "running" | "paused" | "stopped" | "cancelled" | "finished";
                        /** Format: date-time */
                        state_at: string;
                        /** @description Who paused, resumed or cancelled it; null: the clock */
                        state_by: {
                            did: string;
                            name: string;
                        } | null;
                        /** @description In their words; of the clock `failures` or `worse` */
                        state_reason: string | null;
                        /** @description Since when none of its jobs can start or runs */
                        ended_at: string | null;
                        wave_size: number;
                        pause_minutes: number;
                        wait_minutes: number;
                        at_once: number | null;
                        stop_failures: number | null;
                        stop_worse: boolean;
                        waves: number;
                        /** @description The last that has begun */
                        wave: number | null;
                        /** @description By status, on nodes that the viewer may see */
                        jobs: {
                            [key: string]: number;
                        };
                        /** @description Of them, those judged Worse */
                        worse: number;
                        each_wave: {
                            wave: number;
                            opened_at: string | null;
                            /** @description What has not started by then is skipped */
                            waits_until: string | null;
                            ended_at: string | null;
                            jobs: {
                                /** Format: uuid */
                                job_id: string;
                                node_did: string;
                                node_name: string | null;
                                status: string;
                                verdict: string | null;
                                /** @description Whether its node has found out what it would change; null: nobody asked */
                                dry_run: ("waiting" | "found" | "failed" | "given_up") | null;
                            }[];
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    pauseCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        /** @enum {string} */
                        state: "running" | "paused" | "stopped" | "cancelled" | "finished";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    resumeCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        /** @enum {string} */
                        state: "running" | "paused" | "stopped" | "cancelled" | "finished";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    cancelCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default  */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        /** @enum {string} */
                        state: "running" | "paused" | "stopped" | "cancelled" | "finished";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    followCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        following: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    unfollowCampaign: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        following: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    remindOwners: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                campaign_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        campaign_id: string;
                        /** @description Whoever can decide on a pending job and has not */
                        reminded: {
                            person_did: string;
                            person_name: string;
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    getOwnAgent: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        node_did: string;
                        name: string | null;
                        /** Format: date-time */
                        server_time: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    sendReports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                } | {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                }[];
                "application/x-ndjson": {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                } | {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                }[];
                "application/jsonl": {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                } | {
                    report_id?: string | null;
                    target_node_did: string;
                    /** Format: date-time */
                    timestamp: string;
                    status: string;
                    metrics?: Record<string, unknown> | null;
                    diagnosis?: Record<string, unknown> | null;
                    raw_report?: Record<string, unknown> | null;
                    dependencies?: Record<string, unknown>[];
                    logs_summary?: Record<string, unknown>;
                    /** @description Seconds until the next report: until then the node is not late */
                    interval_seconds?: number;
                }[];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ingested"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            429: components["responses"]["too_many"];
            503: components["responses"]["unavailable"];
        };
    };
    announceTasks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    tasks: {
                        name: string;
                        title?: string;
                        description?: string;
                        /** @enum {string} */
                        risk?: "low" | "medium" | "high";
                        /**
                         * @default {
                         *       "type": "object",
                         *       "properties": {},
                         *       "required": [],
                         *       "additionalProperties": false
                         *     }
                         */
                        params?: {
                            /**
                             * @default object
                             * @constant
                             */
                            type?: "object";
                            /** @default {} */
                            properties?: components["schemas"]["__schema0"];
                            /** @default [] */
                            required?: string[];
                            /**
                             * @default false
                             * @constant
                             */
                            additionalProperties?: false;
                            allOf?: {
                                if: {
                                    properties: {
                                        [key: string]: {
                                            const: string | number | boolean;
                                        } | {
                                            enum: (string | number | boolean)[];
                                        };
                                    };
                                    required?: string[];
                                };
                                then?: {
                                    required?: string[];
                                    properties?: {
                                        [key: string]: false;
                                    };
                                };
                                else?: {
                                    required?: string[];
                                    properties?: {
                                        [key: string]: false;
                                    };
                                };
                            }[];
                        };
                        command?: string[];
                        cwd?: string;
                        timeout_seconds?: number;
                        builtin?: {
                            name: string;
                            version: number;
                        };
                        dry_run?: {
                            command: string[];
                            timeout_seconds: number;
                        };
                        digest?: string;
                    }[];
                    consent?: {
                        required: number;
                        owners: {
                            person: string;
                            keys: string[];
                        }[];
                        emergency: number;
                        emergency_pins?: {
                            required: number;
                            keys: {
                                person: string;
                                key: string;
                            }[];
                        };
                        delegation?: boolean;
                        policies?: boolean;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many the node offers */
                        tasks: number;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    claimJob: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    instance?: {
                        id: string;
                        host: string;
                    };
                    dry_runs?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        job: components["schemas"]["ClaimedJob"];
                        claim_token: string;
                        lease_seconds: number;
                        /** @description Where another agent runs that uses this token at the same time: its host, with its instance if that is the same host; only one of them gets jobs */
                        other_agent: string | null;
                    } | {
                        job: null;
                        /** @description Where another agent runs that uses this token at the same time: its host, with its instance if that is the same host; only one of them gets jobs */
                        other_agent: string | null;
                        /** @description A pending request of which somebody wants to know what it would change, for `POST /jobs/{job_id}/dry-run` */
                        dry_run?: {
                            /** Format: uuid */
                            job_id: string;
                            revision: number;
                            task_name: string;
                            params: unknown;
                            offer_digest: string;
                        };
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    reportDryRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @constant */
                    version: 1;
                    job_id: string;
                    revision: number;
                    node: string;
                    offer_digest: string;
                    ran: string[] | null;
                    /** @enum {string} */
                    how: "ended" | "timed_out" | "not_started" | "interrupted";
                    exit_code: number | null;
                    output: string;
                    omitted_lines: number;
                    started_at: string;
                    seconds: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        taken: true;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    reportProgress: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    claim_token: string;
                    percent?: number;
                    message?: string;
                    log?: {
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        stream: "stdout" | "stderr" | "system";
                        line: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                        lease_seconds: number;
                        /** @description Stop, and end the job with /fail and `cancelled` */
                        cancel_requested: boolean;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    completeJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    claim_token: string;
                    ran?: string[];
                    result?: unknown;
                    message?: string;
                    log?: {
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        stream: "stdout" | "stderr" | "system";
                        line: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    failJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    claim_token: string;
                    ran?: string[];
                    result?: unknown;
                    message: string;
                    cancelled?: boolean;
                    log?: {
                        /** Format: date-time */
                        at: string;
                        /** @enum {string} */
                        stream: "stdout" | "stderr" | "system";
                        line: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * @description The status that the job has now
                         * @enum {string}
                         */
                        status: "PendingApproval" | "Approved" | "Running" | "Lost" | "Completed" | "Failed" | "Rejected" | "Cancelled" | "Expired";
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listNodes: {
        parameters: {
            query?: {
                q?: string;
                state?: string;
                label?: string;
                owner?: ("me" | "none") | string;
                pinned?: "true" | "false";
                retired?: "true" | "false";
                sort?: "state" | "-state" | "name" | "-name" | "cpu" | "-cpu" | "memory" | "-memory" | "disk" | "-disk" | "reported" | "-reported";
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        nodes: components["schemas"]["Node"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    addNode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    did: string;
                    name?: string;
                    /** Format: email */
                    owner?: string;
                    labels?: {
                        [key: string]: string;
                    };
                    /** @description Why; required if owners of a known node are asked, about another one or about its labels */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        name: string | null;
                        /** @description The DID of the owner that was added; null: nobody, or not yet */
                        owner: string | null;
                        /** @description Whether it was known before */
                        existed: boolean;
                        warnings: string[];
                        /** @description What the owners of a known node are asked about first */
                        changes: components["schemas"]["ConsentChange"][];
                    };
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        name: string | null;
                        /** @description The DID of the owner that was added; null: nobody, or not yet */
                        owner: string | null;
                        /** @description Whether it was known before */
                        existed: boolean;
                        warnings: string[];
                        /** @description What the owners of a known node are asked about first */
                        changes: components["schemas"]["ConsentChange"][];
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        name: string | null;
                        /** @description The DID of the owner that was added; null: nobody, or not yet */
                        owner: string | null;
                        /** @description Whether it was known before */
                        existed: boolean;
                        warnings: string[];
                        /** @description What the owners of a known node are asked about first */
                        changes: components["schemas"]["ConsentChange"][];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    getNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OneNode"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    getSeries: {
        parameters: {
            query: {
                metrics?: string;
                from: string;
                to: string;
                max_points?: number;
                tz?: string;
            };
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listReports: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        reports: components["schemas"]["Report"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    renameNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    labelNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    labels: {
                        [key: string]: string;
                    };
                    /** @description Why; required if owners of the node are asked, because a rule would no longer apply */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        labels: {
                            [key: string]: string;
                        };
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        labels: {
                            [key: string]: string;
                        };
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    retireNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        retired_at: string;
                        /** @description How many open jobs ended with it */
                        cancelled: number;
                        /** @description How many tokens of its agent were revoked */
                        tokens: number;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    restoreNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    streamEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too_many"];
            503: components["responses"]["unavailable"];
        };
    };
    listAnnotations: {
        parameters: {
            query?: {
                node?: string;
                from?: string;
                to?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        annotations: components["schemas"]["Annotation"][];
                        /** @description Older ones exist in the range */
                        more: boolean;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    annotate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The node; leave it out for several */
                    node_did?: string;
                    /** @description key:value: all nodes with this label */
                    label?: string;
                    /**
                     * Format: date-time
                     * @description When it was; left out: now
                     */
                    at?: string;
                    /**
                     * Format: date-time
                     * @description When it ended, if it took a while
                     */
                    until?: string;
                    text: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        annotation_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteAnnotation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                annotation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        annotation_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listViews: {
        parameters: {
            query?: {
                page?: "fleet" | "map" | "board" | "compare";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        views: components["schemas"]["View"][];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    saveView: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    page: "fleet" | "map" | "board" | "compare";
                    /**
                     * @description The query of the page’s address; what the page does not know is left out
                     * @default
                     */
                    query?: string;
                    /**
                     * @description Everybody sees it; only approvers and administrators share
                     * @default false
                     */
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        view_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    name?: string;
                    /** @description The query of the page’s address; what the page does not know is left out */
                    query?: string;
                    /** @description Everybody sees it; only approvers and administrators share */
                    shared?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        view_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                view_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        view_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    pinNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        node_did: string;
                        pinned: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    unpinNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        node_did: string;
                        pinned: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listWallLinks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        links: components["schemas"]["WallLink"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createWallLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What stands at the top of the wall */
                    name: string;
                    /** @enum {string} */
                    page: "fleet" | "map";
                    /**
                     * @description The query of that page’s address; what the page does not know is left out
                     * @default
                     */
                    query?: string;
                    /** @description How long it works: 90d, 12h, 30m or never; 90d without it */
                    expires?: string;
                    /**
                     * @description The origins whose pages may show it in a frame; without any, none may
                     * @default []
                     */
                    embed?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        link_id: string;
                        /** @description The address of the wall with its token; shown this once */
                        url: string;
                        expires_at: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    revokeWallLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                link_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        link_id: string;
                        /** Format: date-time */
                        revoked_at: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    compareSeries: {
        parameters: {
            query: {
                nodes?: string;
                label?: string;
                metrics: string;
                previous?: "true" | "false";
                from: string;
                to: string;
                max_points?: number;
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    downloadSeries: {
        parameters: {
            query: {
                nodes?: string;
                label?: string;
                metrics: string;
                previous?: "true" | "false";
                from: string;
                to: string;
                max_points?: number;
                tz?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    getNodeConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NodeConsent"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    addOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                    /** @description Why; required if owners of the node are asked about it */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owner: string;
                        added: boolean;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owner: string;
                        added: boolean;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        owner: string;
                        added: boolean;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Why; required if owners of the node are asked about it */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many are left */
                        owners: number;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description How many are left */
                        owners: number;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    addDelegation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string;
                    /**
                     * Format: date-time
                     * @description At most a year after its start; by default after 30 days
                     */
                    until?: string;
                    /** Format: date-time */
                    starts?: string;
                    from?: string;
                    /** @description The signed delegation, which whoever has a key for signing sends (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        delegation_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    endDelegation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                delegation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        delegation_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    addWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    weekdays: number[];
                    start: string;
                    duration_minutes: number;
                    time_zone: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        window_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
                window_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        window_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    restrictNode: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                did: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    restricted: boolean;
                    /** @description Why; required if owners of the node are asked about it */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        restricted: boolean;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        restricted: boolean;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listGroups: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        groups: components["schemas"]["Group"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createGroup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        group_id: string;
                        name: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeGroup: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        group_id: string;
                        name: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    addMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    person: string;
                };
            };
        };
        responses: {
            /** @description It already existed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: string;
                        added: boolean;
                        warnings: string[];
                    };
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: string;
                        added: boolean;
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        member: string;
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    getRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rota"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    setRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Members of the group by email address or DID, in the order of their turns */
                    people: string[];
                    /** @default 7 */
                    turn_days?: number;
                    /** @description The day on which the first person’s turn begins */
                    starts_on: string;
                    /** @description The time of day of the zone at which turns begin */
                    handover: string;
                    time_zone: string;
                    /**
                     * @description After how long the whole group is told of a request that still waits for it
                     * @default 30
                     */
                    escalate_minutes?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        group_id: string;
                        name: string;
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeRota: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        group_id: string;
                        name: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    addSwap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Who takes over, a member of the group */
                    person: string;
                    /** @description Whose duty they take, while that person would be on duty */
                    instead_of: string;
                    /** Format: date-time */
                    starts: string;
                    /** Format: date-time */
                    ends: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        swap_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    removeSwap: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group: string;
                swap_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        swap_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["Rule"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    task_name?: string;
                    label_key?: string;
                    label_value?: string;
                    /** @enum {string} */
                    least_risk?: "low" | "medium" | "high";
                    /** @default 1 */
                    owners?: number;
                    /** @default [] */
                    groups?: {
                        group: string;
                        /** @default 1 */
                        votes?: number;
                    }[];
                    /** @description The nodes on which nobody could meet the rule, each of them, to create it all the same */
                    confirm?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                        name: string;
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    getRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                        /** @description The one that is in effect */
                        version: number;
                        /** @description All of them, the newest first */
                        versions: components["schemas"]["RuleVersion"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    removeRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description Why; required if owners of the node are asked about it */
                    reason?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        name: string;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    changeRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Which version is changed: if another one is in effect by now, nothing is */
                    version: number;
                    name?: string;
                    task_name?: string | null;
                    label_key?: string | null;
                    label_value?: string | null;
                    least_risk?: ("low" | "medium" | "high") | null;
                    owners?: number;
                    groups?: {
                        group: string;
                        /** @default 1 */
                        votes?: number;
                    }[];
                    /** @description Why; it is kept with the version, and owners who are asked read it */
                    reason: string;
                    /** @description The nodes on which nobody could meet the rule any more, each of them, to change it all the same */
                    confirm?: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                        name: string;
                        /** @description The one that is in effect: still the former one while the owners are asked */
                        version: number;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            /** @description The owners of the nodes are asked first: see change */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                        name: string;
                        /** @description The one that is in effect: still the former one while the owners are asked */
                        version: number;
                        warnings: string[];
                        /** @description What the owners are asked about first; null: it is done */
                        change: components["schemas"]["ConsentChange"] | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        changes: components["schemas"]["ConsentChange"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    agreeToChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The signed decision, which whoever has a key for signing sends to agree (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        change: components["schemas"]["ConsentChange"];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    refuseChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description The signed decision, which whoever has a key for signing sends to agree (docs/consent-format.md) */
                    signed?: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        change: components["schemas"]["ConsentChange"];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    withdrawChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                change_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        change: components["schemas"]["ConsentChange"];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    listDelegations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delegations: {
                            /** Format: uuid */
                            delegation_id: string;
                            node_did: string;
                            /** @description By the caller, to this person; else the other way round */
                            given: boolean;
                            /** @description A DID */
                            person: string;
                            /** Format: date-time */
                            valid_from: string;
                            /** Format: date-time */
                            valid_until: string;
                            signed: boolean;
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    addDelegations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    to: string;
                    /**
                     * Format: date-time
                     * @description At most a year after its start; by default after 30 days
                     */
                    until?: string;
                    /** Format: date-time */
                    starts?: string;
                    nodes: {
                        node_did: string;
                        /** @description The signed delegation, which whoever has a key for signing sends (docs/consent-format.md) */
                        signed?: Record<string, unknown>;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Of each node by itself, in the order sent */
                        results: {
                            node_did: string;
                            delegation_id: string | null;
                            /** @description Why nothing was done; null: it was */
                            failure: {
                                kind: string;
                                detail: string;
                            } | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    endDelegations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    delegation_ids: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: {
                            /** Format: uuid */
                            delegation_id: string;
                            /** @description Why nothing was done; null: it was */
                            failure: {
                                kind: string;
                                detail: string;
                            } | null;
                        }[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        policies: components["schemas"]["Policy"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    signPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What people call it; no part of what is signed */
                    name: string;
                    /** @description {policy, key, signature}, as docs/consent-format.md has it */
                    signed: Record<string, unknown>;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        policy_id: string;
                        revision: number;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    endPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                policy_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        policy_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                person?: string;
                node?: string;
                kind?: string;
                from?: string;
                to?: string;
                q?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["AuditEntry"][];
                        /** @description The page ends early: only entries from this event_id on were searched */
                        searched_to: number | null;
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    exportAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            429: components["responses"]["too_many"];
            503: components["responses"]["unavailable"];
        };
    };
    getVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        current: components["schemas"]["AuditVerification"] | null;
                        last: components["schemas"]["AuditVerification"] | null;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    startVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        run_id: number;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    stopVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description false: no verification was under way */
                        stopping: boolean;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    noteFinding: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                finding: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    note: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        finding_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listPeople: {
        parameters: {
            query?: {
                q?: string;
                state?: "active" | "invited" | "disabled";
                role?: "operator" | "approver" | "admin";
                offset?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        people: components["schemas"]["Person"][];
                        counts: {
                            active: number;
                            invited: number;
                            disabled: number;
                        };
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    invitePerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                    /** @enum {string} */
                    role: "operator" | "approver" | "admin";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Invitation"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    withdrawInvitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                invitation_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        invitation_id: string;
                        email: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    setRole: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    role: "operator" | "approver" | "admin";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        /** @enum {string} */
                        role: "operator" | "approver" | "admin";
                        warnings: string[];
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    disablePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        sessions_ended: number;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    enablePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    resetSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        email: string;
                        /** Format: date-time */
                        expires_at: string;
                        /** @description Shown this once; null when it was sent by mail */
                        link: string | null;
                        warnings: string[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    listSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        sessions: components["schemas"]["Session"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        sessions_ended: number;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    endSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
                session: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        sessions_ended: number;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    removeSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                        /** @description Whether there was one */
                        second_factor: boolean;
                        /** @description How many there were */
                        passkeys: number;
                        sessions_ended: number;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    exportPerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonExport"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    erasePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        did: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listTokens: {
        parameters: {
            query?: {
                q?: string;
                state?: "valid" | "disabled" | "expired" | "revoked";
                node?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        tokens: components["schemas"]["Token"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    node?: string;
                    name?: string;
                    scopes?: ("read" | "report" | "jobs" | "decide" | "admin")[];
                    /** @description How long it works: 90d, 12h, 30m or never; 90d without it. A token cannot create one that outlasts it; without this, the new one ends no later than the token */
                    expires?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedToken"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    rotateToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description How long the old token goes on at most; 24h without it */
                    keep?: string;
                    /**
                     * @description Whether it ends as soon as the new one is first used
                     * @default true
                     */
                    until_used?: boolean;
                    /** @description How long it works: 90d, 12h, 30m or never; 90d without it. A token cannot create one that outlasts it; without this, the new one ends no later than the token */
                    expires?: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RotatedToken"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        token_id: string;
                        /** Format: date-time */
                        revoked_at: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whose keys they are, as a statement names its person */
                        person_did: string;
                        keys: components["schemas"]["Key"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    enrolKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    enrolment: {
                        /** @constant */
                        version: 1;
                        person: string;
                        key: string;
                        enrolled_at: string;
                    };
                    signature: {
                        /** @constant */
                        kind: "ed25519";
                        value: string;
                    } | {
                        /** @constant */
                        kind: "p256";
                        value: string;
                    } | {
                        /** @constant */
                        kind: "passkey";
                        assertion: {
                            authenticator_data: string;
                            client_data_json: string;
                            signature: string;
                        };
                    };
                    passkey?: {
                        credential_id: string;
                        rp_id: string;
                        origin: string;
                    };
                    cosigned?: {
                        key: string;
                        signature: {
                            /** @constant */
                            kind: "ed25519";
                            value: string;
                        } | {
                            /** @constant */
                            kind: "p256";
                            value: string;
                        } | {
                            /** @constant */
                            kind: "passkey";
                            assertion: {
                                authenticator_data: string;
                                client_data_json: string;
                                signature: string;
                            };
                        };
                    };
                    expires_in_days?: number;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolledKey"];
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    revocation?: {
                        /** @constant */
                        version: 1;
                        person: string;
                        key: string;
                        revoked_at: string;
                    };
                    signed?: {
                        key: string;
                        signature: {
                            /** @constant */
                            kind: "ed25519";
                            value: string;
                        } | {
                            /** @constant */
                            kind: "p256";
                            value: string;
                        } | {
                            /** @constant */
                            kind: "passkey";
                            assertion: {
                                authenticator_data: string;
                                client_data_json: string;
                                signature: string;
                            };
                        };
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        key_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        channels: components["schemas"]["Channel"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    kind: "mail" | "browser" | "webhook" | "slack";
                    name: string;
                    /**
                     * @description The kinds of notices; null: all
                     * @default null
                     */
                    kinds?: ("alert" | "job" | "rights")[] | null;
                    /**
                     * @default info
                     * @enum {string}
                     */
                    least_severity?: "info" | "warning" | "critical";
                    /**
                     * @description owned: those of the person
                     * @default all
                     * @enum {string}
                     */
                    nodes?: "all" | "owned" | "label";
                    /**
                     * @description key:value, with nodes: label
                     * @default null
                     */
                    label?: string | null;
                    /** @description Hours in which messages wait */
                    quiet?: {
                        start: string;
                        end: string;
                        time_zone: string;
                    } | null;
                    /** @description Of a webhook or Slack-compatible channel; it is not shown again */
                    url?: string;
                    /**
                     * @description Whether it may be http to another machine
                     * @default false
                     */
                    plain_http?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        channel_id: string;
                        /** @description What a webhook’s signatures are verified with; shown this once */
                        secret: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    changeChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description The kinds of notices; null: all
                     * @default null
                     */
                    kinds?: ("alert" | "job" | "rights")[] | null;
                    /**
                     * @default info
                     * @enum {string}
                     */
                    least_severity?: "info" | "warning" | "critical";
                    /**
                     * @description owned: those of the person
                     * @default all
                     * @enum {string}
                     */
                    nodes?: "all" | "owned" | "label";
                    /**
                     * @description key:value, with nodes: label
                     * @default null
                     */
                    label?: string | null;
                    /** @description Hours in which messages wait */
                    quiet?: {
                        start: string;
                        end: string;
                        time_zone: string;
                    } | null;
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        channel_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        channel_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                channel_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryState"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["Delivery"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    deliverAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryState"];
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            503: components["responses"]["unavailable"];
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                state?: "firing" | "silenced" | "ended" | "all";
                node?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        alerts: components["schemas"]["Alert"][];
                        next_cursor: string | null;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                alert_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /**
                     * @description A note on what is being done
                     * @default
                     */
                    text?: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        alert_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            409: components["responses"]["conflict"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    listAlertSilences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        silences: components["schemas"]["AlertSilence"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    silenceAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    rule_id?: string | null;
                    /** @default null */
                    node_did?: string | null;
                    /** @default null */
                    label?: string | null;
                    reason: string;
                    /** Format: date-time */
                    until: string;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        silence_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    endAlertSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                silence_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        silence_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    listAlertRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        rules: components["schemas"]["AlertRule"][];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            503: components["responses"]["unavailable"];
        };
    };
    createAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default all
                     * @enum {string}
                     */
                    scope?: "all" | "label" | "node";
                    /**
                     * @description key:value, with scope: label
                     * @default null
                     */
                    label?: string | null;
                    /**
                     * @description With scope: node
                     * @default null
                     */
                    node_did?: string | null;
                    condition: {
                        /** @constant */
                        kind: "metric";
                        metric: string;
                        /**
                         * @description false: under the limit
                         * @default true
                         */
                        over?: boolean;
                        limit: number;
                        /**
                         * @description The recovery limit: it recovers on the other side of this; null: of the limit
                         * @default null
                         */
                        recovery?: number | null;
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "status";
                        /** @enum {string} */
                        status: "Warning" | "Error" | "Unknown";
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "diagnosis";
                        /** @description null: any */
                        code: string | null;
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "silence";
                        /**
                         * @description Without a report; null: as soon as the node counts as silent
                         * @default null
                         */
                        minutes?: number | null;
                    };
                    /**
                     * @description How long it keeps firing after the node has recovered
                     * @default 5
                     */
                    keep_minutes?: number;
                    /**
                     * @default warning
                     * @enum {string}
                     */
                    severity?: "info" | "warning" | "critical";
                    /**
                     * @description By e-mail address or DID; null: everyone with a matching channel
                     * @default null
                     */
                    tell?: string[] | null;
                    /**
                     * @description After which it escalates, unless somebody acknowledges it
                     * @default null
                     */
                    escalate_minutes?: number | null;
                    /**
                     * @description Who is notified then, as critical; null: everyone
                     * @default null
                     */
                    escalate_to?: string[] | null;
                    /**
                     * @description Also notify while an approved job is running on the node
                     * @default false
                     */
                    during_jobs?: boolean;
                    /**
                     * @description Also notify in maintenance windows of the node
                     * @default false
                     */
                    during_windows?: boolean;
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    changeAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @default all
                     * @enum {string}
                     */
                    scope?: "all" | "label" | "node";
                    /**
                     * @description key:value, with scope: label
                     * @default null
                     */
                    label?: string | null;
                    /**
                     * @description With scope: node
                     * @default null
                     */
                    node_did?: string | null;
                    condition: {
                        /** @constant */
                        kind: "metric";
                        metric: string;
                        /**
                         * @description false: under the limit
                         * @default true
                         */
                        over?: boolean;
                        limit: number;
                        /**
                         * @description The recovery limit: it recovers on the other side of this; null: of the limit
                         * @default null
                         */
                        recovery?: number | null;
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "status";
                        /** @enum {string} */
                        status: "Warning" | "Error" | "Unknown";
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "diagnosis";
                        /** @description null: any */
                        code: string | null;
                        /** @default 1 */
                        minutes?: number;
                        /** @default 1 */
                        of?: number;
                    } | {
                        /** @constant */
                        kind: "silence";
                        /**
                         * @description Without a report; null: as soon as the node counts as silent
                         * @default null
                         */
                        minutes?: number | null;
                    };
                    /**
                     * @description How long it keeps firing after the node has recovered
                     * @default 5
                     */
                    keep_minutes?: number;
                    /**
                     * @default warning
                     * @enum {string}
                     */
                    severity?: "info" | "warning" | "critical";
                    /**
                     * @description By e-mail address or DID; null: everyone with a matching channel
                     * @default null
                     */
                    tell?: string[] | null;
                    /**
                     * @description After which it escalates, unless somebody acknowledges it
                     * @default null
                     */
                    escalate_minutes?: number | null;
                    /**
                     * @description Who is notified then, as critical; null: everyone
                     * @default null
                     */
                    escalate_to?: string[] | null;
                    /**
                     * @description Also notify while an approved job is running on the node
                     * @default false
                     */
                    during_jobs?: boolean;
                    /**
                     * @description Also notify in maintenance windows of the node
                     * @default false
                     */
                    during_windows?: boolean;
                    /** @default true */
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                    };
                };
            };
            400: components["responses"]["invalid"];
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            413: components["responses"]["too_large"];
            415: components["responses"]["unsupported"];
            503: components["responses"]["unavailable"];
        };
    };
    deleteAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uuid */
                        rule_id: string;
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    testAlertRule: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                rule_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: {
                            /** @description The person, or the shared channel */
                            name: string;
                            kind: string;
                            /** @description waiting: also in quiet hours, or until a browser shows it */
                            state: string;
                            answer: string | null;
                        }[];
                    };
                };
            };
            401: components["responses"]["unauthenticated"];
            403: components["responses"]["forbidden"];
            404: components["responses"]["not_found"];
            503: components["responses"]["unavailable"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                        paths: {
                            [key: string]: unknown;
                        };
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
        };
    };
    getLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "live";
                    };
                };
            };
        };
    };
    getReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ready";
                    };
                };
            };
            /** @description Not available right now */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "unavailable";
                        detail: string;
                    };
                };
            };
        };
    };
}
