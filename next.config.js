/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // Bundling TypeORM breaks its lazy driver loading ("Postgres package has not been found").
  // A bundled copy of the passkey plugin would throw errors of another class than better-auth's.
  serverExternalPackages: [
    'typeorm',
    'pg',
    '@node-rs/argon2',
    'better-auth',
    '@better-auth/passkey',
    'prom-client',
  ],
  // One way in: no optimiser endpoint that could fetch or reveal anything.
  images: { unoptimized: true },
  // `npm test` checks the types of everything; a start need not do it again.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // It would serve only the next build, and every first start would write its 148 MB.
    turbopackFileSystemCacheForBuild: false,
    // Nothing reads the maps of a production build, and names in the server's stack traces stay as they are in the source.
    turbopackSourceMaps: process.env.NODE_ENV !== 'production',
    turbopackMinify: { server: false, client: process.env.NODE_ENV === 'production' },
  },
}

export default config
