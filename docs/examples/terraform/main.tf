# The stack of one application by the released template. First, in the unpacked lwa-VERSION.zip:
#   aws cloudformation package --template-file template.json --s3-bucket BUCKET --use-json --output-template-file packaged.json
#   aws s3 cp packaged.json s3://BUCKET/lwa/packaged.json

terraform {
  required_version = ">= 1.5"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "template_url" {
  description = "Where the packaged template lies, such as https://BUCKET.s3.us-east-1.amazonaws.com/lwa/packaged.json"
  type        = string
}

variable "email" {
  description = "Who gets the reminders and alarms"
  type        = string
}

resource "aws_cloudformation_stack" "lwa" {
  name         = "lwa-my-erp"
  template_url = var.template_url
  capabilities = ["CAPABILITY_IAM"]

  parameters = {
    app             = "my-erp"
    region          = "na"
    email           = var.email
    sms             = ""
    rotation        = "remind"
    remindAfterDays = ""
    schedule        = "rate(1 day)"
  }
}

# For a program of yours that reads the credentials: the key that they are encrypted with, and where the notices go.
output "key_arn" {
  value = aws_cloudformation_stack.lwa.outputs["KeyArn"]
}

output "topic_arn" {
  value = aws_cloudformation_stack.lwa.outputs["TopicArn"]
}

output "call_sp_api_function_name" {
  value = aws_cloudformation_stack.lwa.outputs["CallSpApiFunctionName"]
}
