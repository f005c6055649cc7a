# Two stages: the first has the tools and builds, the second what runs, as a user who is not root.
FROM node:20-slim AS build
WORKDIR /petaplan
COPY . .
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
WORKDIR /petaplan
COPY --from=build /petaplan/package.json ./
COPY --from=build /petaplan/node_modules ./node_modules
COPY --from=build /petaplan/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD node -e "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["node", "dist/server/cli/main.js", "serve"]
