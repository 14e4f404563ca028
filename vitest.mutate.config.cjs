module.exports = {"test":{"include":["src/kernel/merkle/**/*.test.ts"],"globalSetup":["test/setup.ts"],"pool":"threads","isolate":false,"testTimeout":60000,"hookTimeout":120000}};
