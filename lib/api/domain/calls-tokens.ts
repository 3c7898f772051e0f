import {
  createdTokenAnswer,
  revokedTokenAnswer,
  rotatedTokenAnswer,
  tokensAnswer,
} from '@/lib/people/domain/token-answers'
import { tokenRequest, tokenRotation, tokensQuery } from '@/lib/people/domain/token-calls'
import type { ApiCall } from './call'

/** The calls about tokens. */
export const tokenCalls = {
  listTokens: {
    method: 'GET',
    path: '/api/v1/tokens',
    tag: 'Tokens',
    summary: 'List tokens, newest first, in keyset pages; the tokens themselves are stored nowhere',
    may: 'readTokens',
    query: tokensQuery,
    answer: tokensAnswer,
  },
  createToken: {
    method: 'POST',
    path: '/api/v1/tokens',
    tag: 'Tokens',
    summary:
      'Create a token for the agent of a node, or without one for oneself; it is answered this once. A token cannot create one that ends later than itself',
    may: 'createToken',
    body: tokenRequest,
    answer: createdTokenAnswer,
    makes: 'created',
    failures: ['not_found', 'conflict'],
  },
  rotateToken: {
    method: 'POST',
    path: '/api/v1/tokens/{token_id}/rotate',
    tag: 'Tokens',
    summary:
      'Create a token in place of one that works, which goes on for a while. A token cannot create one that ends later than itself',
    may: 'createToken',
    body: tokenRotation,
    answer: rotatedTokenAnswer,
    makes: 'created',
    failures: ['conflict'],
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/v1/tokens/{token_id}',
    tag: 'Tokens',
    summary: 'Revoke a token for good; calls with it are refused within a second',
    may: 'revokeToken',
    answer: revokedTokenAnswer,
  },
} as const satisfies Record<string, ApiCall>
