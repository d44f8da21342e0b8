# Reference numbers of survival curves and log-rank tests. Run: Rscript tests/oracles/learning_curves.R (R 4.2.2, survival).
library(survival)
options(digits = 12)
time <- c(9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8, 8, 12, 16, 23, 27, 30, 33, 43, 45)
status <- c(1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1)
group <- rep(1:2, c(11, 12))
stratum <- rep(c(1, 2, 3), length.out = 23)
three <- rep(c(1, 2, 3, 3), length.out = 23)
for (type in c("plain", "log-log")) {
  for (chosen in list(1:11, 12:23, 1:10, c(1, 2, 4, 5))) {
    fit <- survfit(Surv(time[chosen], status[chosen]) ~ 1, conf.type = type)
    s <- summary(fit)
    cat(type, "of", length(chosen), "median", summary(fit)$table[c("median", "0.95LCL", "0.95UCL")], "\n")
    print(data.frame(s$time, s$n.risk, s$n.event, s$surv, s$std.err, s$lower, s$upper))
  }
}
show <- function(name, test) cat(name, "chi-squared", test$chisq, "p", test$pvalue, "expected", if (is.matrix(test$exp)) rowSums(test$exp) else test$exp, "\n")
show("two groups:", survdiff(Surv(time, status) ~ group))
show("three groups:", survdiff(Surv(time, status) ~ three))
show("two groups, stratified:", survdiff(Surv(time, status) ~ group + strata(stratum)))
show("three groups, stratified:", survdiff(Surv(time, status) ~ three + strata(stratum)))
