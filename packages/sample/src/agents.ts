/** What clients call themselves, by what they are. */
export const userAgents = {
  browsers: [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
  ],
  tools: [
    "aws-cli/2.31.4 md/awscrt#0.27.6 ua/2.1 os/linux#6.8.0-71-generic md/arch#x86_64 lang/python#3.13.7 md/pyimpl#CPython cfg/retry-mode#standard",
    "Boto3/1.40.45 md/Botocore#1.40.45 ua/2.1 os/macos#24.6.0 md/arch#arm64 lang/python#3.12.11 md/pyimpl#CPython",
    "APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1",
  ],
  workloads: [
    "aws-sdk-java/2.34.3 md/io#sync md/http#Apache ua/2.1 os/Linux#6.1.150 lang/java#21.0.8 md/OpenJDK_64-Bit_Server_VM",
    "aws-sdk-js/3.899.0 ua/2.1 os/linux#5.10.240 lang/js md/nodejs#22.20.0 api/client-s3#3.899.0 exec-env/AWS_Lambda_nodejs22.x",
    "aws-sdk-go-v2/1.39.2 ua/2.1 os/linux lang/go#1.25.1 md/GOOS#linux md/GOARCH#arm64 api/dynamodb#1.50.5",
  ],
  visitors: [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36",
    "ExampleBot/2.1 (+https://bot.example.com/about)",
    "curl/8.15.0",
  ],
  /** S3 writes a user agent as it came, quotes included. */
  quoted: 'ExampleReader/1.4 (feed "daily news"; +https://reader.example.org/)',
} as const;
