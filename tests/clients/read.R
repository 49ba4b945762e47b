# Reads the hub's figures with rsdmx, as somebody who evaluates them in R does. Arguments: the address of /sdmx/v1, the
# dataflow, the series; LONTAR_TOKEN: who reads.
suppressPackageStartupMessages(library(rsdmx))
arguments <- commandArgs(trailingOnly = TRUE)
address <- arguments[1]
flow <- arguments[2]
series <- arguments[3]
headers <- list(Authorization = paste("Bearer", Sys.getenv("LONTAR_TOKEN")))

# The requests that rsdmx makes by itself for a provider: with a slash at the end and Accept: application/xml.
provider <- SDMXServiceProvider(
  agencyId = "ASEC", name = "hub", builder = SDMXREST21RequestBuilder(regUrl = address, repoUrl = address, compliant = TRUE))
addSDMXServiceProvider(provider)
flows <- as.data.frame(readSDMX(provider = provider, resource = "dataflow"))
stopifnot(flow %in% flows$id)
structure <- readSDMX(provider = provider, resource = "datastructure", resourceId = flow)
lists <- sapply(slot(slot(structure, "codelists"), "codelists"), function(list) slot(list, "id"))
stopifnot("CL_INDICATOR" %in% lists, "CL_SEX" %in% lists || any(grepl("SEX", lists)))

generic <- suppressWarnings(readSDMX(provider = provider, resource = "data", flowRef = flow, key = series, key.mode = "SDMX",
                                     start = 2012, end = 2016, headers = headers))
frame <- suppressWarnings(as.data.frame(generic))
stopifnot(nrow(frame) == 2, all(frame$REF_AREA == "KH"), identical(as.numeric(frame$obsValue), c(11.5, 9.25)))

# Structure-specific, and the labels of the structure bound to it.
specific <- readSDMX(paste0(address, "/data/", flow, "/", series, "?format=structurespecificdata"), headers = headers)
specific <- setDSD(specific, structure)
labelled <- as.data.frame(specific, labels = TRUE)
stopifnot(nrow(labelled) == 2, any(labelled$REF_AREA_label.en == "Cambodia"))

# Who may see nothing is told that there is nothing.
refused <- tryCatch(readSDMX(paste0(address, "/data/", flow)), error = conditionMessage)
stopifnot(is.character(refused), grepl("404", refused))
cat("read with rsdmx", as.character(packageVersion("rsdmx")), "\n")
