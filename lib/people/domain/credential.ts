/** By what the server knows who is calling: the token of a browser's session, or one that a person or an agent sends. */
export type Credential = { kind: 'session' | 'token'; secret: string }
