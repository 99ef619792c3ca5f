// Reads the three credentials of an application by name: node read.mjs my-erp
// With another authorization's refresh token: node read.mjs my-erp eu/acme
import { GetParametersCommand, SSMClient } from "@aws-sdk/client-ssm";

async function credentials(app, authorization = "default") {
  const names = {
    clientId: `/${app}/lwa/clientidentifier`,
    clientSecret: `/${app}/lwa/clientsecret`,
    refreshToken: authorization === "default" ? `/${app}/refreshToken` : `/${app}/authorizations/${authorization}`,
  };
  const answer = await new SSMClient({}).send(
    new GetParametersCommand({ Names: Object.values(names), WithDecryption: true }),
  );
  if (answer.InvalidParameters?.length) {
    throw new Error(`There is no parameter ${answer.InvalidParameters[0]}: deploy the stack first.`);
  }
  // By name: the answer is sorted, it is not in the order asked.
  const found = new Map(answer.Parameters.map((parameter) => [parameter.Name, parameter.Value]));
  for (const name of Object.values(names)) {
    if (found.get(name) === "NOT-SET") {
      throw new Error(`${name} holds the placeholder: ./lwa put --app ${app}`);
    }
  }
  return Object.fromEntries(Object.entries(names).map(([key, name]) => [key, found.get(name)]));
}

try {
  const read = await credentials(process.argv[2] ?? "my-erp", process.argv[3]);
  console.log(
    `client id ${read.clientId.length}, client secret ${read.clientSecret.length}, refresh token ${read.refreshToken.length} characters`,
  );
} catch (failed) {
  console.error(failed.message);
  process.exitCode = 1;
}
